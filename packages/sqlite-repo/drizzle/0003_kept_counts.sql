ALTER TABLE orderflow_runs ADD COLUMN counts TEXT;
