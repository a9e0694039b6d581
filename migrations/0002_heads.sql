-- A view of the log: each head by its check words, so that words noted on paper are found again.

create table head (
  size integer primary key check (size between 1 and 9007199254740991),
  -- The first five of the six check words, eleven bits each.
  words integer not null check (words between 0 and 36028797018963967)
) strict;
create index head_by_words on head (words);
