-- What a report itself prints as the house's figure before, beside the edition before it on record.

ALTER TABLE current_row ADD COLUMN printed_low DOUBLE;
ALTER TABLE current_row ADD COLUMN printed_high DOUBLE;
COMMENT ON COLUMN current_row.printed_low IS 'low of the figure before as this report prints it, in unit; NULL where it prints none, and for all but forecasts';
COMMENT ON COLUMN current_row.printed_high IS 'high of the figure before as this report prints it, in unit; NULL where it prints none';
