"$FEIKONG" run --qui s-04; "$FEIKONG" conform list --js; "$FEIKONG" conform matrix --la zh; "$FEIKONG" bill --tar=CQ; "$FEIKONG" decode --js 68; "$FEIKONG" story --ou d d 0
