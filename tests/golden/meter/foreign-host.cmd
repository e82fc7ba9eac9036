# 192.0.2.0/24 is for documents: no machine has such an address.
"$FEIKONG" meter --listen 192.0.2.1:4000
