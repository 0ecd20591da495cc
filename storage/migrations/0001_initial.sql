-- Times are INTEGER milliseconds since 1970 UTC (columns *_at), dates TEXT 'YYYY-MM-DD',
-- booleans INTEGER 0/1, structured values TEXT with JSON. Only what SQLite and PostgreSQL share.

-- ── Where ────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE areas (
    code TEXT PRIMARY KEY,                 -- Kemendagri: 35.73, 35.73.05, 35.73.05.1011
    name TEXT NOT NULL,
    level TEXT NOT NULL CHECK (level IN ('city', 'district', 'village'))
);

CREATE TABLE stations (
    id INTEGER PRIMARY KEY,                -- permanent; the number may change
    area TEXT NOT NULL REFERENCES areas (code),
    number INTEGER NOT NULL,
    address TEXT,
    lat REAL,
    lon REAL,
    voters_male INTEGER,
    voters_female INTEGER,
    vulnerability TEXT,
    no_phone INTEGER NOT NULL DEFAULT 0,
    UNIQUE (area, number)
);

CREATE TABLE station_numbers (
    station_id INTEGER NOT NULL REFERENCES stations (id),
    area TEXT NOT NULL,
    number INTEGER NOT NULL,
    until_at INTEGER NOT NULL,             -- the station carried this number until then
    PRIMARY KEY (station_id, until_at)
);

CREATE TABLE stores (
    id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    area TEXT NOT NULL REFERENCES areas (code),
    name TEXT NOT NULL,
    address TEXT,
    lat REAL,
    lon REAL
);

CREATE TABLE store_stations (
    store_id INTEGER NOT NULL REFERENCES stores (id),
    station_id INTEGER NOT NULL REFERENCES stations (id),
    PRIMARY KEY (store_id, station_id)
);
CREATE INDEX store_stations_by_station ON store_stations (station_id);

CREATE TABLE contacts (
    id INTEGER PRIMARY KEY,
    area TEXT NOT NULL REFERENCES areas (code),
    name TEXT NOT NULL,                    -- "Polsek Sukun", "Puskesmas Janti", "Posko kota"
    kind TEXT NOT NULL,                    -- posko, polsek, puskesmas, …
    phone TEXT NOT NULL,
    UNIQUE (area, name)
);

-- ── When ─────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('pemilu', 'pilkada', 'psu', 'gladi', 'lain')),
    voting_day TEXT,                       -- NULL until an admin has set the event up
    state TEXT NOT NULL CHECK (state IN ('draft', 'live', 'closed')),
    created_at INTEGER NOT NULL
);
CREATE UNIQUE INDEX events_one_live ON events (state) WHERE state = 'live';

CREATE TABLE milestones (
    event_id INTEGER NOT NULL REFERENCES events (id),
    code TEXT NOT NULL,
    position INTEGER NOT NULL,
    label TEXT NOT NULL,                   -- "rapat dimulai"
    day_offset INTEGER NOT NULL DEFAULT 0, -- days from voting day
    expected TEXT,                         -- local 'HH:MM', NULL: no time of its own
    grace_minutes INTEGER NOT NULL DEFAULT 15,
    nudge INTEGER NOT NULL DEFAULT 1,      -- 0: never prompted, never nudged
    late_after TEXT,                       -- a report of an event after this 'HH:MM' raises an alert
    not_before TEXT,                       -- a report of an event before this 'HH:MM' raises an alert
    PRIMARY KEY (event_id, code)
);

CREATE TABLE items (
    event_id INTEGER NOT NULL REFERENCES events (id),
    code TEXT NOT NULL,
    position INTEGER NOT NULL,
    label TEXT NOT NULL,                   -- "surat suara"
    layer TEXT NOT NULL CHECK (layer IN ('outer', 'inner')),
    expected TEXT,                         -- '2', 'DPT + 2.5 %'; NULL: not counted
    severity TEXT NOT NULL DEFAULT 'INFO',
    PRIMARY KEY (event_id, code)
);

CREATE TABLE event_stations (              -- only stations that differ from the normal course
    event_id INTEGER NOT NULL REFERENCES events (id),
    station_id INTEGER NOT NULL REFERENCES stations (id),
    state TEXT NOT NULL CHECK (state IN ('postponed', 'revote', 'excluded')),
    reason TEXT,
    PRIMARY KEY (event_id, station_id)
);

-- ── Who ──────────────────────────────────────────────────────────────────────────────────────
CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    phone TEXT,                            -- E.164 with +; may be shared by several people
    bpjs INTEGER,                          -- NULL: not known
    created_at INTEGER NOT NULL,
    erased_at INTEGER
);
CREATE INDEX people_by_phone ON people (phone);

CREATE TABLE posts (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    role TEXT NOT NULL,
    area TEXT NOT NULL REFERENCES areas (code),   -- of a station's post: the station's village
    station_id INTEGER REFERENCES stations (id),
    store_id INTEGER REFERENCES stores (id),
    agency TEXT,
    seat INTEGER NOT NULL DEFAULT 0,       -- 1 reporter (pelapor), 2 deputy, 0 neither
    confidential INTEGER NOT NULL DEFAULT 0,      -- named to see confidential incidents
    source TEXT NOT NULL,                  -- roster, request, invitation, replacement, bootstrap
    granted_by INTEGER REFERENCES people (id),
    since_at INTEGER NOT NULL,
    ended_at INTEGER,
    ended_as TEXT                          -- roster (by an import); in the bot: revoked, replaced, moved
);
CREATE INDEX posts_by_person ON posts (person_id) WHERE ended_at IS NULL;
CREATE INDEX posts_by_area ON posts (event_id, area, role) WHERE ended_at IS NULL;
CREATE INDEX posts_by_station ON posts (station_id) WHERE ended_at IS NULL;
CREATE INDEX posts_by_seat ON posts (event_id, id) WHERE ended_at IS NULL AND seat IN (1, 2);
CREATE INDEX posts_by_store ON posts (store_id) WHERE ended_at IS NULL AND store_id IS NOT NULL;

CREATE TABLE accounts (                    -- a Telegram account; its private chat has the same id
    user_id BIGINT PRIMARY KEY,
    username TEXT,
    acting_person_id INTEGER REFERENCES people (id),
    first_seen_at INTEGER NOT NULL,
    last_seen_at INTEGER NOT NULL,
    blocked_at INTEGER,                    -- unreachable: the bot was blocked
    commands TEXT                          -- the command list this chat was given last
);

CREATE TABLE account_people (
    user_id BIGINT NOT NULL REFERENCES accounts (user_id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    linked_at INTEGER NOT NULL,
    ended_at INTEGER,
    PRIMARY KEY (user_id, person_id)
);
CREATE INDEX account_people_by_person ON account_people (person_id) WHERE ended_at IS NULL;

CREATE TABLE access_requests (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events (id),
    user_id BIGINT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT,
    person_id INTEGER REFERENCES people (id),     -- a known person who asks for another station
    role TEXT NOT NULL,
    area TEXT NOT NULL REFERENCES areas (code),
    station_id INTEGER REFERENCES stations (id),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'approved', 'refused', 'withdrawn')),
    created_at INTEGER NOT NULL,
    escalated_at INTEGER,
    decided_at INTEGER,
    decided_by INTEGER REFERENCES people (id)
);
CREATE INDEX access_requests_waiting ON access_requests (created_at) WHERE state = 'waiting';
CREATE INDEX access_requests_by_user ON access_requests (user_id);

CREATE TABLE invitations (
    id INTEGER PRIMARY KEY,
    token TEXT NOT NULL UNIQUE,
    event_id INTEGER NOT NULL REFERENCES events (id),
    role TEXT NOT NULL,
    area TEXT NOT NULL REFERENCES areas (code),
    station_id INTEGER REFERENCES stations (id),
    person_id INTEGER REFERENCES people (id),     -- a personal invitation
    agency TEXT,
    uses_left INTEGER NOT NULL,
    expires_at INTEGER NOT NULL,
    created_by INTEGER REFERENCES people (id),
    created_at INTEGER NOT NULL
);
CREATE INDEX invitations_by_person ON invitations (person_id) WHERE person_id IS NOT NULL;

CREATE TABLE groups (                      -- group chats that get copies without personal data
    chat_id BIGINT PRIMARY KEY,
    title TEXT NOT NULL,
    area TEXT NOT NULL REFERENCES areas (code),
    linked_by INTEGER REFERENCES people (id),
    linked_at INTEGER NOT NULL,
    ended_at INTEGER
);

-- ── What was reported ────────────────────────────────────────────────────────────────────────
CREATE TABLE reports (                     -- append-only; a correction is a new row
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    number INTEGER NOT NULL,               -- what people are told: the id of the first version
    version INTEGER NOT NULL DEFAULT 1,
    supersedes INTEGER REFERENCES reports (id),
    withdrawn INTEGER NOT NULL DEFAULT 0,
    event_id INTEGER NOT NULL REFERENCES events (id),
    kind TEXT NOT NULL,
    topic TEXT NOT NULL,                   -- milestone code, or the kind: what it is the news of
    station_id INTEGER REFERENCES stations (id),
    store_id INTEGER REFERENCES stores (id),
    area TEXT NOT NULL REFERENCES areas (code),
    person_id INTEGER NOT NULL REFERENCES people (id),
    rank INTEGER NOT NULL,                 -- 3 chair, 2 staff of the station, 1 on behalf
    on_behalf TEXT,                        -- who told it, when filed for others
    source TEXT NOT NULL,                  -- tombol, teks, formulir, telepon, ht, wa
    event_at INTEGER NOT NULL,             -- when it happened
    received_at INTEGER NOT NULL,
    update_id BIGINT,
    chat_id BIGINT,                        -- the message it was typed in, so that editing corrects
    message_id BIGINT,
    answers TEXT NOT NULL,                 -- JSON of the form's answers
    UNIQUE (number, version)
);
CREATE INDEX reports_by_person ON reports (person_id, id);
CREATE INDEX reports_by_station ON reports (station_id, topic);
CREATE INDEX reports_by_store ON reports (store_id, topic) WHERE store_id IS NOT NULL;
CREATE INDEX reports_by_node ON reports (area, topic) WHERE station_id IS NULL AND store_id IS NULL;
CREATE INDEX reports_by_message ON reports (chat_id, message_id) WHERE message_id IS NOT NULL;

CREATE TABLE current_reports (             -- projection: what holds now for each place and topic
    event_id INTEGER NOT NULL REFERENCES events (id),
    topic TEXT NOT NULL,
    place TEXT NOT NULL,                   -- 's12' station, 'g3' store, 'a35.73.05.1011' area
    station_id INTEGER REFERENCES stations (id),
    area TEXT NOT NULL,
    report_id INTEGER NOT NULL REFERENCES reports (id),
    event_at INTEGER NOT NULL,
    conflicting INTEGER NOT NULL DEFAULT 0,       -- other people reported something else
    PRIMARY KEY (event_id, place, topic)
);
CREATE INDEX current_reports_by_area ON current_reports (event_id, topic, area);
CREATE INDEX current_reports_by_station ON current_reports (event_id, station_id);

CREATE TABLE incidents (
    id INTEGER PRIMARY KEY,                -- the number of the report that raised it
    event_id INTEGER NOT NULL REFERENCES events (id),
    kind TEXT NOT NULL,
    severity TEXT NOT NULL CHECK (severity IN ('MERAH', 'ORANYE', 'KUNING', 'INFO')),
    state TEXT NOT NULL CHECK (state IN ('open', 'watched', 'taken', 'resolved', 'dismissed')),
    confidential INTEGER NOT NULL DEFAULT 0,
    station_id INTEGER REFERENCES stations (id),
    store_id INTEGER REFERENCES stores (id),
    area TEXT NOT NULL REFERENCES areas (code),
    reporter_id INTEGER NOT NULL REFERENCES people (id),
    reporter_chat BIGINT,
    headline TEXT NOT NULL DEFAULT '',     -- in the bot's own words: fit for groups
    description TEXT NOT NULL,             -- in the reporter's words
    lat REAL,
    lon REAL,
    created_at INTEGER NOT NULL,
    acknowledged_at INTEGER,
    acknowledged_by INTEGER REFERENCES people (id),
    holder_id INTEGER REFERENCES people (id),
    expected_at INTEGER,                   -- when the holder means to be done
    assigned_to INTEGER REFERENCES people (id),   -- asked to deal with it
    assigned_agency TEXT,                  -- the same of everybody of an agency
    resolved_at INTEGER,
    resolved_by INTEGER REFERENCES people (id),
    digested_at INTEGER,                   -- an INFO that was told in a digest
    joined_to INTEGER REFERENCES incidents (id),  -- the same thing, reported by somebody before
    bunch_id INTEGER REFERENCES bunches (id)
);
CREATE INDEX incidents_by_area ON incidents (event_id, area, created_at);
CREATE INDEX incidents_by_kind ON incidents (event_id, kind);
-- After the ones before: of two that fit as well SQLite takes the younger.
CREATE INDEX incidents_open ON incidents (event_id, area) WHERE state IN ('open', 'watched', 'taken');

CREATE INDEX incidents_joined ON incidents (joined_to) WHERE joined_to IS NOT NULL;
CREATE INDEX incidents_bunched ON incidents (bunch_id) WHERE bunch_id IS NOT NULL;
CREATE INDEX incidents_undigested ON incidents (event_id, created_at)
    WHERE severity = 'INFO' AND digested_at IS NULL;

CREATE TABLE bunches (                     -- many of one kind in one village: one alert counts them
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id INTEGER NOT NULL REFERENCES events (id),
    kind TEXT NOT NULL,
    area TEXT NOT NULL REFERENCES areas (code),
    last_at INTEGER NOT NULL               -- when the newest of them was reported
);

CREATE TABLE clocks (                      -- an open incident that waits for somebody: its next step
    incident_id INTEGER NOT NULL REFERENCES incidents (id),
    waits_for TEXT NOT NULL CHECK (waits_for IN ('answer', 'finish')),
    height INTEGER NOT NULL,               -- answer: levels it has climbed; finish: reminders sent
    since_at INTEGER NOT NULL,             -- unanswered, or in somebody's hands, since
    due_at INTEGER,                        -- NULL: everybody was told, nothing follows
    PRIMARY KEY (incident_id, waits_for)
);
CREATE INDEX clocks_due ON clocks (due_at) WHERE due_at IS NOT NULL;

CREATE TABLE answer_times (                -- only severities whose times an event changed
    event_id INTEGER NOT NULL REFERENCES events (id),
    severity TEXT NOT NULL,
    answer_minutes INTEGER NOT NULL,       -- the agency in charge answers within
    PRIMARY KEY (event_id, severity)
);

CREATE TABLE duties (                      -- piket: who of an agency and area is rung first
    post_id INTEGER PRIMARY KEY REFERENCES posts (id),
    since_at INTEGER NOT NULL,
    until_at INTEGER NOT NULL
);

CREATE TABLE incident_steps (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    incident_id INTEGER NOT NULL REFERENCES incidents (id),
    at INTEGER NOT NULL,
    person_id INTEGER REFERENCES people (id),
    action TEXT NOT NULL,
    capacity TEXT,                         -- in which role: "koordinator Polri", fit for groups
    note TEXT
);
CREATE INDEX incident_steps_by_incident ON incident_steps (incident_id);

CREATE TABLE alerts (                      -- who got which incident, once for each chat
    incident_id INTEGER NOT NULL REFERENCES incidents (id),
    chat_id BIGINT NOT NULL,
    person_id INTEGER REFERENCES people (id),     -- NULL: a linked group
    reason TEXT NOT NULL,                  -- of handlers/incidents/reach.py, or opened, group
    silent INTEGER NOT NULL DEFAULT 0,
    bunched INTEGER NOT NULL DEFAULT 0,    -- 1: shown within the alert of its bunch, not alone
    created_at INTEGER NOT NULL,
    PRIMARY KEY (incident_id, chat_id)
);

CREATE TABLE evidence (                    -- photos, files, places, voices: kept with a report or text
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    report_number INTEGER,
    kind TEXT NOT NULL,                    -- photo, document, location, voice, …
    file_id TEXT,
    file_unique_id TEXT,
    lat REAL,
    lon REAL,
    caption TEXT,
    person_id INTEGER REFERENCES people (id),
    update_id BIGINT,
    album TEXT,                            -- pieces sent as one album are asked about once
    sha256 TEXT,                           -- NULL until its file was fetched
    path TEXT,                             -- in the evidence folder; NULL once hidden
    fault TEXT,                            -- why Telegram will never give the file
    hidden_at INTEGER,
    created_at INTEGER NOT NULL
);
CREATE INDEX evidence_by_report ON evidence (report_number);
CREATE INDEX evidence_by_album ON evidence (album) WHERE album IS NOT NULL;
CREATE INDEX evidence_by_path ON evidence (path) WHERE path IS NOT NULL;
CREATE INDEX evidence_by_person ON evidence (person_id, update_id);

CREATE TABLE free_texts (                  -- words outside any form: never lost
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id INTEGER NOT NULL REFERENCES events (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    chat_id BIGINT NOT NULL,
    message_id BIGINT,
    text TEXT NOT NULL,
    update_id BIGINT,
    received_at INTEGER NOT NULL,
    outcome TEXT                           -- NULL open; reported, dismissed
);
CREATE INDEX free_texts_by_person ON free_texts (person_id, id);

CREATE TABLE typed_answers (               -- which message answered which question of a report
    chat_id BIGINT NOT NULL,
    message_id BIGINT NOT NULL,
    number INTEGER NOT NULL,               -- of the report
    step TEXT NOT NULL,                    -- the question; empty: the line that began the form
    PRIMARY KEY (chat_id, message_id)
);

CREATE TABLE drafts (                      -- a half-done form; one for each account
    user_id BIGINT PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events (id),
    form TEXT NOT NULL,
    step TEXT NOT NULL,
    answers TEXT NOT NULL,                 -- JSON
    started_at INTEGER NOT NULL,
    touched_at INTEGER NOT NULL,
    asked_at INTEGER                       -- when "Lanjut / Buang" was asked
);
CREATE INDEX drafts_by_age ON drafts (touched_at);

-- ── Agenda ───────────────────────────────────────────────────────────────────────────────────
CREATE TABLE agenda (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events (id),
    kind TEXT NOT NULL,                    -- tahapan, larangan_cuti, larangan_bepergian, logistik, …
    title TEXT NOT NULL,
    body TEXT,
    place TEXT,
    ordered_by TEXT,
    starts TEXT NOT NULL,                  -- rule: '2024-02-12', '2024-02-12 09:00', 'H-4', 'H-4 07:00'
    ends TEXT,
    starts_on TEXT,                        -- computed dates; NULL while voting day is not known
    ends_on TEXT,
    audience TEXT NOT NULL,                -- JSON {"roles": [], "areas": [], "agencies": []}
    must_confirm INTEGER NOT NULL DEFAULT 0,      -- 1: that it was read, 2: that it was passed on
    leads TEXT NOT NULL DEFAULT '',        -- 'H-7 09:00,H-1 09:00' before its first day
    preset TEXT,                           -- key of the preset entry it came from
    uid TEXT,                              -- its name in calendar files, ours or the file's own
    lat REAL,                              -- of the place
    lon REAL,
    file_id TEXT,                          -- a meeting's papers: Telegram's file
    minutes_id TEXT,                       -- a meeting's minutes: Telegram's file
    chases INTEGER NOT NULL DEFAULT 0,     -- how often those who have not confirmed are asked again
    answer_by TEXT,                        -- 'H-1 16:00': when to tell who has not confirmed
    state TEXT NOT NULL CHECK (state IN ('active', 'cancelled')),
    created_by INTEGER REFERENCES people (id),
    created_at INTEGER NOT NULL,
    UNIQUE (event_id, preset),
    UNIQUE (event_id, uid)
);
CREATE INDEX agenda_by_day ON agenda (event_id, starts_on);

CREATE TABLE attendance (                  -- who comes to a meeting
    agenda_id INTEGER NOT NULL REFERENCES agenda (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'deputy')),
    deputy TEXT,                           -- the name of who comes instead
    at INTEGER NOT NULL,
    PRIMARY KEY (agenda_id, person_id)
);

CREATE TABLE superiors (                   -- who decides on leave: the nearest area counts
    event_id INTEGER NOT NULL REFERENCES events (id),
    role TEXT NOT NULL,
    area TEXT NOT NULL,                    -- '' everywhere
    person_id INTEGER NOT NULL REFERENCES people (id),
    PRIMARY KEY (event_id, role, area)
);

CREATE TABLE leave_requests (              -- an exception from a ban: no permit, a record
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id INTEGER NOT NULL REFERENCES events (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    chat_id BIGINT NOT NULL,
    role TEXT NOT NULL,                    -- the post that is bound by the ban
    area TEXT NOT NULL,
    first_on TEXT NOT NULL,
    last_on TEXT NOT NULL,
    reason TEXT NOT NULL,
    destination TEXT NOT NULL,
    stand_in TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'granted', 'refused', 'withdrawn')),
    asked TEXT NOT NULL,                   -- JSON: the chats that were asked to decide
    decided_by INTEGER REFERENCES people (id),
    decision TEXT,                         -- the reason given with it
    created_at INTEGER NOT NULL,
    decided_at INTEGER,
    urged INTEGER NOT NULL DEFAULT 0,      -- 1: who decides was reminded, 2: admins were asked too
    due_at INTEGER                         -- undecided by then: the next of these
);
CREATE INDEX leave_requests_by_person ON leave_requests (event_id, person_id);
CREATE INDEX leave_requests_by_day ON leave_requests (event_id, last_on);
CREATE INDEX leave_requests_due ON leave_requests (due_at) WHERE state = 'waiting';

CREATE TABLE reminders (
    id INTEGER PRIMARY KEY,
    agenda_id INTEGER NOT NULL REFERENCES agenda (id),
    lead TEXT NOT NULL,                    -- 'H-7 07:00' before the entry's first day
    occurrence TEXT NOT NULL,              -- the day it belongs to
    due_at INTEGER,                        -- NULL while voting day is not known
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'missed', 'cancelled')),
    cursor INTEGER NOT NULL DEFAULT 0,     -- fan-out got to this person
    content_id INTEGER,
    finished_at INTEGER,
    UNIQUE (agenda_id, lead, occurrence)
);
CREATE INDEX reminders_due ON reminders (due_at) WHERE state IN ('waiting', 'sending');

CREATE TABLE prompts (                     -- a milestone's hour, once for each event
    event_id INTEGER NOT NULL REFERENCES events (id),
    milestone TEXT NOT NULL,
    due_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'sending', 'sent', 'missed')),
    cursor INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (event_id, milestone)
);

CREATE TABLE silences (                    -- a milestone that stations may be silent about
    event_id INTEGER NOT NULL REFERENCES events (id),
    milestone TEXT NOT NULL,
    due_at INTEGER NOT NULL,               -- its hour; without one: the midnight voting day begins
    level INTEGER NOT NULL,                -- goes out next: 1 nudge, 2 villages, 3 summary, 4 nothing;
                                           -- 0: every station has an hour of its own
    next_at INTEGER NOT NULL,
    cursor INTEGER NOT NULL DEFAULT 0,     -- the nudges got to this post
    seen TEXT NOT NULL DEFAULT '',         -- what was known when the lists were last written
    PRIMARY KEY (event_id, milestone)
);

CREATE TABLE silence_reminders (           -- "Ingatkan semua": once for each hour and village
    thing TEXT NOT NULL,
    area TEXT NOT NULL REFERENCES areas (code),
    person_id INTEGER NOT NULL REFERENCES people (id),
    at INTEGER NOT NULL,
    PRIMARY KEY (thing, area)
);

-- ── Stores at night, boxes under way, claims ─────────────────────────────────────────────────
CREATE TABLE rounds (                      -- every store is asked whether it is safe
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    event_id INTEGER NOT NULL REFERENCES events (id),
    kind TEXT NOT NULL CHECK (kind IN ('night', 'rain')),
    due_at INTEGER NOT NULL,
    area TEXT NOT NULL,                    -- stores in it are asked; '' all
    person_id INTEGER REFERENCES people (id),     -- who asked because of rain
    chat_id BIGINT,
    UNIQUE (event_id, kind, due_at, area)
);

CREATE TABLE round_stores (
    round_id INTEGER NOT NULL REFERENCES rounds (id),
    store_id INTEGER NOT NULL REFERENCES stores (id),
    state TEXT NOT NULL CHECK (state IN ('waiting', 'answered', 'unanswered')),
    next_at INTEGER NOT NULL,              -- the next phone of the list is asked
    report_number INTEGER,
    PRIMARY KEY (round_id, store_id)
);
CREATE INDEX round_stores_waiting ON round_stores (next_at) WHERE state = 'waiting';

CREATE TABLE round_calls (                 -- who was asked about a store, each once a round
    round_id INTEGER NOT NULL REFERENCES rounds (id),
    store_id INTEGER NOT NULL REFERENCES stores (id),
    person_id INTEGER NOT NULL REFERENCES people (id),
    chat_id BIGINT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (round_id, store_id, person_id)
);

CREATE TABLE claims (                      -- BPJS follow-up of a health incident
    incident_id INTEGER PRIMARY KEY REFERENCES incidents (id),
    person_id INTEGER REFERENCES people (id),     -- whom it happened to, once somebody said so
    state TEXT NOT NULL CHECK (state IN ('open', 'filed', 'closed')),
    opened_at INTEGER NOT NULL,
    changed_at INTEGER,
    changed_by INTEGER REFERENCES people (id)
);
CREATE INDEX claims_open ON claims (incident_id) WHERE state = 'open';

CREATE TABLE deliveries (                  -- one thing reaches a person once, however many posts
    thing TEXT NOT NULL,                   -- 'reminder:12', 'broadcast:4', 'prompt:1:mulai'
    person_id INTEGER NOT NULL REFERENCES people (id),
    chat_id BIGINT NOT NULL,
    outbox_id INTEGER,
    confirmed_at INTEGER,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (thing, person_id)
);
CREATE INDEX deliveries_by_chat ON deliveries (thing, chat_id, person_id);

CREATE TABLE broadcasts (
    id INTEGER PRIMARY KEY,
    event_id INTEGER NOT NULL REFERENCES events (id),
    author_id INTEGER NOT NULL REFERENCES people (id),
    author_chat BIGINT NOT NULL,
    method TEXT NOT NULL,
    payload TEXT NOT NULL,                 -- JSON without chat_id
    audience TEXT NOT NULL,                -- JSON as in agenda
    must_confirm INTEGER NOT NULL DEFAULT 0,
    state TEXT NOT NULL CHECK (state IN ('draft', 'waiting', 'sending', 'paused', 'stopped', 'done')),
    total INTEGER NOT NULL DEFAULT 0,
    cursor INTEGER NOT NULL DEFAULT 0,     -- fan-out got to this person
    again INTEGER NOT NULL DEFAULT 0,      -- goes once more, 1: to those who have not confirmed,
                                           -- 2: after a stop, to those who do not have it
    content_id INTEGER,
    approved_by INTEGER REFERENCES people (id),
    created_at INTEGER NOT NULL,
    started_at INTEGER,
    queued_at INTEGER,                     -- everybody is in the outbox
    finished_at INTEGER
);
CREATE INDEX broadcasts_by_author ON broadcasts (author_id, id);

-- ── What goes out ────────────────────────────────────────────────────────────────────────────
CREATE TABLE contents (                    -- a payload shared by many outbox rows
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    payload TEXT NOT NULL
);

CREATE TABLE files (                       -- what the bot sends: payloads name it 'file:SHA256'
    sha256 TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    body BLOB NOT NULL,
    file_id TEXT,                          -- Telegram's, once it was sent
    created_at INTEGER NOT NULL
);

CREATE TABLE messages (                    -- a message the bot shows and keeps up to date
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id BIGINT NOT NULL,
    key TEXT NOT NULL,                     -- 'incident:12', 'status'
    payload TEXT NOT NULL,                 -- JSON of sendMessage without chat_id: what it shall show
    wanted INTEGER NOT NULL,               -- version of payload
    shown INTEGER NOT NULL DEFAULT 0,      -- version Telegram has
    message_id BIGINT,                     -- NULL until it was sent
    UNIQUE (chat_id, key)
);
CREATE INDEX messages_by_message ON messages (chat_id, message_id);

CREATE TABLE outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    chat_id BIGINT,                        -- NULL: a call that belongs to no chat
    method TEXT NOT NULL,
    payload TEXT,                          -- JSON without chat_id
    content_id INTEGER REFERENCES contents (id),
    shown_id INTEGER REFERENCES messages (id),    -- send or edit this message to its wanted version
    kind TEXT NOT NULL,                    -- reply, toast, alert, reminder, broadcast, …
    priority INTEGER NOT NULL,             -- 0 toasts, 1 alerts, 2 replies, 3 nudges, 9 bulk
    held INTEGER NOT NULL DEFAULT 0,       -- 1: waits until its broadcast goes on
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,               -- not before
    expires_at INTEGER,
    attempts INTEGER NOT NULL DEFAULT 0,
    sent_at INTEGER,
    failed_at INTEGER,
    error TEXT,
    message_id BIGINT
);
CREATE INDEX outbox_pending ON outbox (priority, id)
    WHERE sent_at IS NULL AND failed_at IS NULL AND held = 0;
CREATE UNIQUE INDEX outbox_one_edit ON outbox (shown_id)
    WHERE shown_id IS NOT NULL AND sent_at IS NULL AND failed_at IS NULL;
CREATE INDEX outbox_by_kind ON outbox (kind, id);
CREATE INDEX outbox_held ON outbox (id) WHERE held = 1;

-- ── Bookkeeping ──────────────────────────────────────────────────────────────────────────────
CREATE TABLE seen_updates (
    bot_id BIGINT NOT NULL,
    update_id BIGINT NOT NULL,
    at INTEGER NOT NULL,
    PRIMARY KEY (bot_id, update_id)
);
CREATE INDEX seen_updates_by_age ON seen_updates (at);

CREATE TABLE marks (                       -- moments that must be known after a restart
    name TEXT PRIMARY KEY,                 -- 'heard': Telegram's last answer; 'head': sent to admins
    at INTEGER NOT NULL
);

CREATE TABLE outages (                     -- Telegram was out of reach: presses made then are lost
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    since_at INTEGER NOT NULL UNIQUE,
    until_at INTEGER NOT NULL,
    stage TEXT NOT NULL DEFAULT 'drafts' CHECK (stage IN ('drafts', 'stations', 'told')),
    cursor BIGINT NOT NULL DEFAULT 0       -- telling got to this account, then to this post
);
CREATE INDEX outages_untold ON outages (id) WHERE stage <> 'told';

CREATE TABLE parked_updates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    update_id BIGINT NOT NULL,
    raw TEXT NOT NULL,
    reason TEXT NOT NULL,                  -- traceback, or 'unhandled'
    at INTEGER NOT NULL,
    settled_at INTEGER
);
CREATE INDEX parked_updates_open ON parked_updates (id) WHERE settled_at IS NULL;

CREATE TABLE jobs (                        -- slow work, done outside any transaction
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL,
    due_at INTEGER NOT NULL,
    finished_at INTEGER,
    error TEXT
);
CREATE INDEX jobs_due ON jobs (due_at) WHERE finished_at IS NULL;
CREATE INDEX jobs_by_kind ON jobs (kind, id);

CREATE TABLE audit (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at INTEGER NOT NULL,
    user_id BIGINT,                        -- NULL: the command line or the clock
    person_id INTEGER REFERENCES people (id),
    action TEXT NOT NULL,
    subject TEXT NOT NULL,
    allowed INTEGER NOT NULL,
    detail TEXT
);
CREATE INDEX audit_by_person ON audit (person_id, id);

CREATE TABLE journal (                     -- tamper-evident log; content can be erased, the chain stays
    seq INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    kind TEXT NOT NULL,
    body BLOB,                             -- exact bytes hashed; NULL after erasure
    salt BLOB,
    inner_hash BLOB NOT NULL,              -- SHA-256(salt ‖ body)
    digest BLOB NOT NULL                   -- SHA-256(previous digest ‖ "seq at kind" ‖ inner_hash)
);

INSERT INTO events (id, name, kind, voting_day, state, created_at)
VALUES (1, 'Acara belum diatur', 'lain', NULL, 'live', 0);

INSERT INTO milestones
    (event_id, code, position, label, day_offset, expected, grace_minutes, nudge, late_after, not_before)
VALUES
    (1, 'berdiri',   1,  'TPS berdiri',            -1, '17:00', 60, 1, NULL, NULL),
    (1, 'kotak',     2,  'kotak sudah di TPS',      0, '06:00', 15, 1, NULL, NULL),
    (1, 'lengkap',   3,  'petugas lengkap',         0, '06:00', 15, 1, NULL, NULL),
    (1, 'mulai',     4,  'rapat dimulai',           0, '07:00', 15, 1, '07:15', NULL),
    (1, 'pemilih10', 5,  'pemilih sampai 10.00',    0, '10:00', 30, 0, NULL, NULL),
    (1, 'tutup',     6,  'pemungutan ditutup',      0, '13:00', 30, 0, NULL, NULL),
    (1, 'hitung',    7,  'penghitungan dimulai',    0, NULL,    30, 0, NULL, '13:00'),
    (1, 'selesai',   8,  'penghitungan selesai',    0, NULL,    30, 0, NULL, NULL),
    (1, 'segel',     9,  'kotak disegel',           0, NULL,    30, 0, NULL, NULL),
    (1, 'berangkat', 10, 'kotak berangkat',         0, NULL,    30, 1, NULL, NULL),
    (1, 'tiba',      11, 'kotak tiba',              0, NULL,    30, 0, NULL, NULL);

INSERT INTO items (event_id, code, position, label, layer, expected, severity)
VALUES
    (1, 'kotak',       1,  'kotak suara',             'outer', '2',                       'ORANYE'),
    (1, 'segelluar',   2,  'segel kotak',             'outer', NULL,                      'ORANYE'),
    (1, 'bilik',       3,  'bilik suara',             'outer', '4',                       'KUNING'),
    (1, 'suratsuara',  4,  'surat suara',             'inner', 'DPT + 2.5 %',             'ORANYE'),
    (1, 'tinta',       5,  'tinta',                   'inner', '2',                       'ORANYE'),
    (1, 'kabelties',   6,  'segel plastik (kabel ties)', 'inner', '12',                   'ORANYE'),
    (1, 'coblos',      7,  'alat coblos',             'inner', NULL,                      'INFO'),
    (1, 'formulir',    8,  'formulir',                'inner', NULL,                      'KUNING'),
    (1, 'tunanetra',   9,  'alat bantu tunanetra',    'inner', NULL,                      'INFO'),
    (1, 'atk',         10, 'ATK (pulpen, spidol, lem)', 'inner', NULL,                    'INFO');
