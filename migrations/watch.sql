-- What a witness has seen: the last head of each log that it cosigned, heads the logs have shown, and contradictions.

create table cosigned (
  origin text primary key check (length(origin) between 1 and 255),
  size integer not null check (size >= 0),
  root blob not null check (length(root) = 32),
  at integer not null check (at >= 0),
  -- The checkpoint, with the log's signature and the cosignature.
  note text not null
) strict;

-- Whatever the program does: a log that shrinks or changes was never cosigned.
create trigger cosigned_grows before update on cosigned
when new.size < old.size or (new.size = old.size and new.root <> old.root)
begin select raise(abort, 'a cosigned log only grows'); end;
create trigger cosigned_remains before delete on cosigned
begin select raise(abort, 'what was cosigned is never forgotten'); end;

-- Heads that a log has signed, cosigned or not: the latest ones of each.
create table shown (
  origin text not null check (length(origin) between 1 and 255),
  size integer not null check (size >= 0),
  root blob not null check (length(root) = 32),
  note text not null,
  primary key (origin, size, root)
) strict;

-- Two heads of one size, both signed by the log.
create table conflict (
  origin text not null check (length(origin) between 1 and 255),
  size integer not null check (size >= 0),
  root blob not null check (length(root) = 32),
  at integer not null check (at >= 0),
  first text not null,
  other text not null,
  primary key (origin, size, root)
) strict;
create trigger conflict_stays before update on conflict begin select raise(abort, 'evidence stays'); end;
create trigger conflict_remains before delete on conflict begin select raise(abort, 'evidence remains'); end;
