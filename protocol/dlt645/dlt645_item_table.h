/* protocol/dlt645/dlt645_item_table.h - the rows behind dlt645_item.h. For dlt645_item.c and its tests. */
#ifndef PROTOCOL_DLT645_DLT645_ITEM_TABLE_H
#define PROTOCOL_DLT645_DLT645_ITEM_TABLE_H
#include "protocol/dlt645/dlt645_item.h"

/* Ordered by `di`, rows of the same `di` by `vary`. */
extern const struct dlt645_item dlt645_item_table[];
extern const size_t dlt645_item_table_count;
#endif
