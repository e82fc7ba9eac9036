"$FEIKONG" help scenario sms.rate
