"$FEIKONG" help scenario sms.rat
