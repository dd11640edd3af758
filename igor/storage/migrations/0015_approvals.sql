-- Queue items that wait for a person. approval: what is asked, as JSON of igor.model.approval.Approval, while nobody has
-- answered. left_why: why the item left without a build.
ALTER TABLE queue_item ADD COLUMN approval TEXT;
ALTER TABLE queue_item ADD COLUMN left_why TEXT;
