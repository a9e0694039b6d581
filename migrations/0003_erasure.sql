-- What erasures have taken for good.

-- A view, a function of the log: the commitments whose texts were erased, and are not taken in again.
create table erased (
  commitment blob primary key check (length(commitment) = 32)
) strict, without rowid;

-- A book made before may hold, in unused space, what was erased from it by hand: it is scrubbed once.
insert into setting (name, value) select 'scrubbing', 'now' where exists (select 1 from entry);
