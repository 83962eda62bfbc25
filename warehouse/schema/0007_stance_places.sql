-- What a correction of a stance is keyed to: two boxes, since one word may lean on several assets.

COMMENT ON COLUMN allocation_stance.place IS 'page, box of the words of leaning and, behind a semicolon, box of the asset, as page:x0,top,x1,bottom;x0,top,x1,bottom in PDF points; the key of corrections';
COMMENT ON COLUMN correction.place IS 'forecast.place of the figure, or allocation_stance.place of the stance';
COMMENT ON COLUMN correction.field IS 'column of forecast or allocation_stance that is corrected';
