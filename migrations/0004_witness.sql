-- Beside the book: the witness key of each phone, and the newest head that it has cosigned.

create table witness (
  key blob primary key check (length(key) = 32),
  account blob not null check (length(account) = 32),
  witness blob not null unique check (length(witness) = 32),
  number integer not null check (number between 1 and 9007199254740991),
  document text not null check (length(document) between 1 and 16384),
  size integer check (size between 1 and 9007199254740991),
  root blob check (length(root) = 32),
  time integer check (time >= 0),
  line text check (length(line) between 1 and 500),
  check ((size is null) = (root is null) and (size is null) = (time is null) and (size is null) = (line is null))
) strict, without rowid;

create index witness_by_head on witness (size, time) where size is not null;
