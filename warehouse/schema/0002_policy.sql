-- Crypto policy and central bank decisions: reference data, reloaded when their files change.
-- A date is kept with its precision: a month has a first and a last day and is never one day.

CREATE TABLE policy_instrument (
    instrument_id VARCHAR NOT NULL,
    jurisdiction VARCHAR NOT NULL,
    title VARCHAR NOT NULL,
    reference_no VARCHAR,
    issuers VARCHAR[] NOT NULL,
    nature VARCHAR NOT NULL,
    effect VARCHAR NOT NULL,
    topics VARCHAR[] NOT NULL,
    summary VARCHAR NOT NULL
);
COMMENT ON TABLE policy_instrument IS 'One row per law, rule, notice, bill or statement.';
COMMENT ON COLUMN policy_instrument.jurisdiction IS 'region code, or INTL for an international body';
COMMENT ON COLUMN policy_instrument.reference_no IS 'official number; NULL where it has none';
COMMENT ON COLUMN policy_instrument.nature IS 'binding, statement, self-regulatory or proposal';
COMMENT ON COLUMN policy_instrument.effect IS 'ban, restrict, permit, permit-with-filing, permit-with-licence, repeal or other';
COMMENT ON COLUMN policy_instrument.instrument_id IS 'the key, such as CN-2026-42';
COMMENT ON COLUMN policy_instrument.title IS 'in English';
COMMENT ON COLUMN policy_instrument.issuers IS 'who made it';
COMMENT ON COLUMN policy_instrument.topics IS 'what it is about';
COMMENT ON COLUMN policy_instrument.summary IS 'what it does, in our words';

CREATE TABLE policy_event (
    instrument_id VARCHAR NOT NULL,
    event VARCHAR NOT NULL,
    date_text VARCHAR NOT NULL,
    first_day DATE NOT NULL,
    last_day DATE NOT NULL,
    precision VARCHAR NOT NULL,
    confidence VARCHAR NOT NULL,
    source VARCHAR NOT NULL,
    note VARCHAR NOT NULL
);
COMMENT ON TABLE policy_event IS 'One row per dated thing that happens to an instrument.';
COMMENT ON COLUMN policy_event.event IS 'published, in_force, repealed, step (a vote: known from its day) or deadline (the end of a transition: known from publication)';
COMMENT ON COLUMN policy_event.date_text IS 'the date as far as it is known: 2024-06-30 or 2024-06';
COMMENT ON COLUMN policy_event.first_day IS 'first day that the date can mean';
COMMENT ON COLUMN policy_event.last_day IS 'last day that the date can mean';
COMMENT ON COLUMN policy_event.precision IS 'day or month';
COMMENT ON COLUMN policy_event.confidence IS 'found (in the source), conflicting (sources differ, see note) or general knowledge';
COMMENT ON COLUMN policy_event.source IS 'where the date was found; empty for general knowledge';
COMMENT ON COLUMN policy_event.instrument_id IS 'policy_instrument.instrument_id';
COMMENT ON COLUMN policy_event.note IS 'what the step is, or how sources differ; may be empty';

CREATE TABLE policy_provision (
    instrument_id VARCHAR NOT NULL,
    clause_no VARCHAR NOT NULL,
    position INTEGER NOT NULL,
    theme VARCHAR NOT NULL,
    who_bound VARCHAR NOT NULL,
    authority VARCHAR NOT NULL,
    effect VARCHAR NOT NULL,
    requirement VARCHAR NOT NULL,
    topics VARCHAR[] NOT NULL,
    tag VARCHAR NOT NULL,
    note VARCHAR NOT NULL
);
COMMENT ON TABLE policy_provision IS 'One row per clause of an instrument.';
COMMENT ON COLUMN policy_provision.clause_no IS 'P for the preamble, 1, 2, ..., F for the final words';
COMMENT ON COLUMN policy_provision.position IS 'order in the instrument, from 0';
COMMENT ON COLUMN policy_provision.requirement IS 'what must, may or may not be done, in our words';
COMMENT ON COLUMN policy_provision.instrument_id IS 'policy_instrument.instrument_id';
COMMENT ON COLUMN policy_provision.theme IS 'what the clause is about';
COMMENT ON COLUMN policy_provision.who_bound IS 'whom it binds';
COMMENT ON COLUMN policy_provision.authority IS 'who sees to it';
COMMENT ON COLUMN policy_provision.effect IS 'ban, restrict, permit-with-filing, organise, require, sanction, repeal or other';
COMMENT ON COLUMN policy_provision.topics IS 'what it is about, in the words of policy_instrument.topics';
COMMENT ON COLUMN policy_provision.tag IS 'its kind in a word or two';
COMMENT ON COLUMN policy_provision.note IS 'what readers of it often miss; may be empty';

CREATE TABLE policy_relation (
    instrument_id VARCHAR NOT NULL,
    relation VARCHAR NOT NULL,
    related_id VARCHAR NOT NULL,
    is_known BOOLEAN NOT NULL
);
COMMENT ON TABLE policy_relation IS 'One row per relation between instruments, read from left to right.';
COMMENT ON COLUMN policy_relation.is_known IS 'whether related_id is an instrument here, else a plain reference such as SAB 121';
COMMENT ON COLUMN policy_relation.instrument_id IS 'policy_instrument.instrument_id';
COMMENT ON COLUMN policy_relation.relation IS 'repeals, implements, extends, precedes, ...';
COMMENT ON COLUMN policy_relation.related_id IS 'an instrument, or a plain reference';

CREATE TABLE policy_decision (
    bank VARCHAR NOT NULL,
    decided DATE NOT NULL,
    effective DATE,
    rate_low DOUBLE NOT NULL,
    rate_high DOUBLE NOT NULL,
    change_bp DOUBLE NOT NULL,
    source VARCHAR NOT NULL,
    confidence VARCHAR NOT NULL,
    note VARCHAR NOT NULL
);
COMMENT ON TABLE policy_decision IS 'One row per change of a policy rate.';
COMMENT ON COLUMN policy_decision.bank IS 'institution.name';
COMMENT ON COLUMN policy_decision.decided IS 'day of the announcement';
COMMENT ON COLUMN policy_decision.effective IS 'first day of the new rate; NULL where it is the day after or not known';
COMMENT ON COLUMN policy_decision.rate_low IS 'lower end of the new target, percent';
COMMENT ON COLUMN policy_decision.rate_high IS 'upper end of the new target, percent; equal to rate_low for a single rate';
COMMENT ON COLUMN policy_decision.change_bp IS 'change by this decision, basis points, negative for a cut';
COMMENT ON COLUMN policy_decision.source IS 'where it was found';
COMMENT ON COLUMN policy_decision.confidence IS 'found, or found with the exact day from general knowledge';
COMMENT ON COLUMN policy_decision.note IS 'which rate is meant';
