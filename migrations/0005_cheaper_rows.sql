-- Which entry a key signed with which number is kept in memory: this index made every payment write a page of its own.
drop index if exists entry_by_number;

-- A check against a list costs every row a table of its own while it is written. The views are made from the log anew.
drop table movement;
create table movement (
  account blob not null check (length(account) = 32),
  idx integer not null,
  line integer not null,
  kind text not null,
  other blob check (length(other) = 32),
  delta integer not null,
  memo blob check (length(memo) = 32),
  listing blob check (length(listing) = 32),
  refund_of integer,
  at integer not null,
  primary key (account, idx, line)
) strict, without rowid;
create index movement_by_index on movement (idx) where kind = 'sent';
delete from dividend;
delete from account;
delete from head;
delete from erased;
