# Console in Chinese; evidence stays as recorded.
"$FEIKONG" conform run dlt645/7.1/1 fc.relay/4 --port sim: --defect permit-closes --lang zh | sed -n '4,7p;/控制码/p;/总结论/p'
