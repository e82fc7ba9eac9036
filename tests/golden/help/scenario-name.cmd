"$FEIKONG" help scenario population.groups.G1.classes
"$FEIKONG" help scenario POLICY.Overdraft
"$FEIKONG" help scenario faults.3.kind | head -n 1
"$FEIKONG" help scenario population.G1.classes
