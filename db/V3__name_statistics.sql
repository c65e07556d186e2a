-- A filter whose text is too short for a trigram reads rows: by the key until a page is full, or all of them and sorts.
-- Which is faster depends on how many match. In the hundred names that PostgreSQL looks at by default, one letter that a
-- hundredth of the members have is often missing.
ALTER TABLE members ALTER member_name SET STATISTICS 500;
