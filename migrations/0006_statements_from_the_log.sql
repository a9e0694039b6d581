-- A statement is read from the entries themselves, whose places are kept in memory: a table ordered by account made every
-- payment write two pages of its own. What the entries do not say by themselves stays: a view, a function of the log.
drop table movement;
create table membership (
  account blob not null check (length(account) = 32),
  idx integer not null,
  -- The dividend granted with an admission, in hundredths; null for a departure.
  granted integer,
  primary key (account, idx)
) strict, without rowid;

-- The views are made from the log anew.
delete from dividend;
delete from account;
delete from head;
delete from erased;
