"""Features of users from a log of clicks: DuckDB, by hand. clicks_duckdb.py CLICKS USERS OUTPUT."""

import sys

import duckdb

import clock

clicks, users, destination = sys.argv[1:]
AS_OF = "timestamp '2026-03-01'"
SPANS = {"": "true", "_7d": f"\"at\" >= {AS_OF} - interval 7 day", "_28d": f"\"at\" >= {AS_OF} - interval 28 day"}
counts = {}
for name, measure in {
    "events": "count(*)", "carts": "count(*) filter (where event = 'cart')", "purchases": "count(*) filter (where event = 'purchase')",
    "revenue": "sum(amount)",
}.items():
    for span, seen in SPANS.items():
        is_filtered = "filter (" in measure
        counts[name + span] = (measure[:-1] + f" and {seen})") if is_filtered else f"{measure} filter (where {seen})"
LEARNED = ["basket", "spread", "idle_days", "per_event"]
SCALED = [name for name in counts if name.startswith(("events", "revenue"))] + ["basket", "spread"]

database = duckdb.connect()
database.execute("set TimeZone = 'UTC'")
database.execute(f"""
create table joined as
with activity as (
  select user_id, {', '.join(f'{measure} as {name}' for name, measure in counts.items())},
    min("at") as first_seen, max("at") as last_seen, count(distinct page) as pages, avg(amount) as basket,
    stddev_samp(amount) as spread
  from read_csv('{clicks}') where "at" < {AS_OF} group by user_id),
users as (select *, row_number() over () as place from read_csv('{users}'))
select users.*, {', '.join(f'coalesce({name}, 0) as {name}' for name in counts)}, first_seen, last_seen,
  coalesce(pages, 0) as pages, basket, spread,
  -- Complete hours, as the others count them.
  floor(epoch({AS_OF} - last_seen::timestamp) / 3600) / 24 as idle_days, {AS_OF}::date - registered as tenure_days,
  case when events > 0 then coalesce(revenue, 0) / events end as per_event
from users left join activity using (user_id)""")
database.execute(f"""
create table filled as select * exclude ({', '.join(LEARNED)}),
  {', '.join(f'coalesce({name}, (select avg({name}) from joined)) as {name}' for name in LEARNED)}
from joined""")
countries = [value for (value,) in database.execute("select distinct country from filled order by 1 nulls last").fetchall()]
dummies = [f"(country is not distinct from {'null' if value is None else repr(value)})::int as "
           f"country_{'nan' if value is None else value}" for value in countries]
others = ["user_id", "registered", *counts, "first_seen", "last_seen", "pages", *LEARNED, "tenure_days"]
columns = [f"({name} - avg({name}) over ()) / stddev_pop({name}) over () as {name}" if name in SCALED else
           f"strftime({name}::timestamp, '%Y-%m-%dT%H:%M:%SZ') as {name}" if name.endswith("_seen") else name
           for name in others]
database.execute(f"copy (select {', '.join(columns + dummies)} from filled order by place) to '{destination}' (header)")
clock.stop()
