/* Whose hands an order went through: a work order names its operator, an approved cut has an
 * operation ticket (停电操作票) with who permits and who carries it out. No event tells; decisions,
 * the order before it and the catalogue of strategies do. */
#include "reports/store/schema.h"

/* SQL, laid out by hand. Numbers in it are those of models/house/terms.h. */
/* clang-format off */
_Static_assert(FEE_APPROVAL1 == 6 && FEE_APPROVAL2 == 7, "permit");
_Static_assert(ORDER_CUT == 0 && ORDER_RESTORE == 1 && ORDER_FIELD_CUT == 2, "kinds");
_Static_assert(ORDER_FIELD_RESTORE == 3 && ORDER_EXCEPTION == 4 && ORDER_EXCHANGE == 5, "kinds");
_Static_assert(ORDER_PROTECT == 8 && ORDER_ALARM_END == 11, "kinds");
_Static_assert(ORDER_REISSUE == 7 && ORDER_FIELD == 10, "kinds");
_Static_assert(HAND_SYSTEM == 0 && HAND_APPROVER1 == 1 && HAND_APPROVER2 == 2, "hands");
_Static_assert(HAND_OPERATOR == 3 && HAND_CREW == 4 && HAND_HANDLER == 5, "hands");

const char schema_hands[] =
     /* a cut that was approved leaves its last desk before its order is made */
     "WITH desk AS MATERIALIZED (SELECT strategy_id, before - 5 AS level, at, seq FROM decision "
       "WHERE before IN (6, 7) AND strategy_id IS NOT NULL), "
     "permit AS (SELECT o.id, d.level, d.at, max(d.at * 256 + d.seq) FROM orders o JOIN desk d ON "
       "d.strategy_id = o.strategy_id AND d.at <= o.created_at WHERE o.kind IN (0, 2) GROUP BY "
       "o.id), "
     /* a cut that follows one that failed is repeated by a person (T14, R-26) */
     "turn AS (SELECT id, lag(failed_at) OVER (PARTITION BY strategy_id ORDER BY id) IS NOT NULL "
       "AS is_again, row_number() OVER (PARTITION BY strategy_id ORDER BY id) AS n FROM orders "
       "WHERE strategy_id IS NOT NULL), "
     /* what is ordered of a meter by hand has no strategy: the operator is its cause (INV-07);
      * where restores are begun by a person (CQ-10), but after a cut that came too late */
     "begun AS (SELECT o.id FROM orders o LEFT JOIN customer_own w USING (customer) WHERE o.kind "
       "= 1 AND EXISTS (SELECT 1 FROM catalogue WHERE is_restoring_manual) AND (SELECT "
       "is_restoring_manual FROM catalogue WHERE number = CASE WHEN w.customer IS NULL THEN "
       "(SELECT strategy FROM customer_group WHERE o.customer % every = 0 ORDER BY number DESC "
       "LIMIT 1) ELSE w.strategy END) AND NOT EXISTS (SELECT 1 FROM orders c WHERE c.customer = "
       "o.customer AND c.kind IN (0, 2) AND o.created_at - c.success_at BETWEEN 0 AND 60000)) "
     "UPDATE orders SET permit_by = h.level, permitted_at = h.at, made_by = h.made, done_by = "
       "h.done FROM (SELECT o.id, p.level, p.at, "
     "CASE WHEN o.kind = 5 THEN 4 WHEN o.kind BETWEEN 8 AND 11 THEN 3 WHEN o.kind = 0 AND "
       "t.is_again THEN 3 WHEN o.kind = 0 THEN coalesce(p.level, 0) WHEN b.id IS NOT NULL AND "
       "t.n = 1 THEN 3 ELSE 0 END AS made, "
     "CASE WHEN o.kind IN (2, 3, 5) THEN 4 WHEN o.kind = 0 AND p.level IS NOT NULL THEN 3 "
       "WHEN o.kind = 4 THEN CASE WHEN EXISTS (SELECT 1 FROM order_state s WHERE s.order_id = o.id "
       "AND s.state = 10) THEN 4 ELSE 5 END WHEN o.kind = 7 THEN 5 ELSE 0 END AS done "
     "FROM orders o LEFT JOIN permit p ON p.id = o.id LEFT JOIN turn t ON t.id = o.id LEFT JOIN "
       "begun b ON b.id = o.id) h WHERE h.id = orders.id AND (h.level IS NOT NULL OR h.made OR "
       "h.done)";
/* clang-format on */
