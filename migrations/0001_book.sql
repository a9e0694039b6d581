-- The log (truth), and beside it what can be rebuilt from it or erased.

create table entry (
  idx integer primary key check (idx between 0 and 9007199254740991),
  at integer not null check (at between 0 and 253370764799),
  kind text not null,
  key blob check (length(key) = 32),
  number integer check (number between 1 and 9007199254740991),
  bytes blob not null check (length(bytes) between 1 and 65535),
  check ((key is null) = (number is null))
) strict;

-- Not a hash: a random unique index costs the writer four to six times as much.
create unique index entry_by_number on entry (key, number) where key is not null;

create table block (
  size integer primary key check (size between 1 and 9007199254740991),
  previous_size integer not null check (previous_size between 0 and size),
  previous_root blob not null check (length(previous_root) = 32),
  root blob not null check (length(root) = 32),
  checkpoint text not null
) strict;

create trigger entry_is_dense before insert on entry
when new.idx <> (select coalesce(max(idx) + 1, 0) from entry)
begin select raise(abort, 'an entry must come right after the last one'); end;
create trigger entry_stays before update on entry begin select raise(abort, 'the book is append-only'); end;
create trigger entry_remains before delete on entry begin select raise(abort, 'the book is append-only'); end;
create trigger block_follows before insert on block
when new.previous_size <> (select coalesce(max(size), 0) from block)
  or new.size <> (select coalesce(max(idx) + 1, 0) from entry)
begin select raise(abort, 'a block must follow the last one'); end;
create trigger block_stays before update on block begin select raise(abort, 'the book is append-only'); end;
create trigger block_remains before delete on block begin select raise(abort, 'the book is append-only'); end;

-- Views: functions of the log, dropped and rebuilt at will.

create table movement (
  account blob not null check (length(account) = 32),
  idx integer not null,
  line integer not null,
  kind text not null check (kind in ('sent', 'received', 'granted', 'joined', 'admitted', 'departed')),
  other blob check (length(other) = 32),
  delta integer not null,
  memo blob check (length(memo) = 32),
  listing blob check (length(listing) = 32),
  refund_of integer,
  at integer not null,
  primary key (account, idx, line)
) strict, without rowid;
create index movement_by_index on movement (idx) where kind = 'sent';

create table dividend (
  rank integer primary key,
  idx integer not null,
  at integer not null,
  amount integer not null,
  members integer not null,
  supply integer not null
) strict;

create table account (
  address blob primary key check (length(address) = 32),
  code text not null unique,
  name blob not null check (length(name) = 32),
  at integer not null
) strict, without rowid;

-- Beside the book: erasable.

create table personal_text (
  commitment blob primary key check (length(commitment) = 32),
  salt blob not null check (length(salt) = 16),
  text text not null check (length(text) between 1 and 140)
) strict, without rowid;

create table listing (
  id blob primary key check (length(id) = 32),
  account blob not null check (length(account) = 32),
  at integer not null,
  document text,
  -- Words to search in: title, text and name, folded to lower case without accents.
  words text not null,
  sort text not null,
  category text not null,
  stock integer not null check (stock between 0 and 999),
  closed_at integer
) strict;
create index listing_by_time on listing (at);
create index listing_by_account on listing (account, at);

create table photo (
  id blob primary key check (length(id) = 32),
  at integer not null,
  jpeg blob not null check (length(jpeg) <= 524288)
) strict;

create table setting (
  name text primary key,
  value text not null
) strict, without rowid;
