#pragma once
// The vault's tables. All of it is inside the SQLCipher file.
//
//   conversations 1--n messages 1--n files
//                          |-- wants   hashes of a message's further parts
//                          '-- outbox  sealed parts that the relay does not have yet
//   pieces: parts that came;  seen: H(data) of every text block, against repetition
//   epochs: the post's keys, erased on schedule;  late_ticks: ticks to ask for again

#include <array>

namespace tipstaff::desk {

inline constexpr const char* kSchema = R"sql(
CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE epochs(epoch INTEGER PRIMARY KEY, seed BLOB NOT NULL, record BLOB NOT NULL,
  state INTEGER NOT NULL) STRICT;
CREATE TABLE late_ticks(tick INTEGER PRIMARY KEY, tries INTEGER NOT NULL) STRICT;
CREATE TABLE seen(hash BLOB PRIMARY KEY, tick INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE TABLE pieces(hash BLOB PRIMARY KEY, tick INTEGER NOT NULL, data BLOB NOT NULL) STRICT;
CREATE TABLE conversations(id INTEGER PRIMARY KEY AUTOINCREMENT, sender BLOB NOT NULL UNIQUE,
  name TEXT NOT NULL, folder TEXT NOT NULL DEFAULT '', wants_answers INTEGER NOT NULL,
  apke BLOB NOT NULL, fetch BLOB NOT NULL, pke BLOB NOT NULL,
  acked INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE TABLE labels(conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
  label TEXT NOT NULL, PRIMARY KEY(conversation, label)) STRICT, WITHOUT ROWID;
CREATE TABLE messages(id INTEGER PRIMARY KEY AUTOINCREMENT,
  conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
  outgoing INTEGER NOT NULL, hash BLOB NOT NULL, head BLOB NOT NULL, body BLOB NOT NULL,
  at INTEGER NOT NULL, tick INTEGER NOT NULL, unread INTEGER NOT NULL, state INTEGER NOT NULL,
  parts INTEGER NOT NULL, receipt INTEGER NOT NULL, leaf INTEGER NOT NULL) STRICT;
CREATE INDEX messages_conversation ON messages(conversation, id);
CREATE TABLE wants(message INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
  position INTEGER NOT NULL, hash BLOB NOT NULL, PRIMARY KEY(message, position))
  STRICT, WITHOUT ROWID;
CREATE INDEX wants_hash ON wants(hash);
CREATE TABLE files(id INTEGER PRIMARY KEY AUTOINCREMENT,
  message INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE, position INTEGER NOT NULL,
  name TEXT NOT NULL, type TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE INDEX files_message ON files(message, position);
CREATE TABLE outbox(id INTEGER PRIMARY KEY AUTOINCREMENT,
  message INTEGER REFERENCES messages ON DELETE CASCADE, envelope BLOB NOT NULL,
  from_tick INTEGER NOT NULL, refused INTEGER NOT NULL DEFAULT 0) STRICT;
CREATE INDEX outbox_message ON outbox(message);
CREATE VIRTUAL TABLE search USING fts5(body, names, tokenize = 'unicode61 remove_diacritics 2');
INSERT INTO search(search, rank) VALUES('secure-delete', 1);
)sql";

// Version 2: cases.
//
//   cases 1--n case_tips n--1 conversations      cases: merged_into another one, or NULL
//     '-- statements: what a tip says, and the bytes of the message that say it
//   not_same: pairs that an officer denied;  audit: a chain of hashes
inline constexpr const char* kSchemaCases = R"sql(
CREATE TABLE cases(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, opened_at INTEGER NOT NULL,
  merged_into INTEGER REFERENCES cases) STRICT;
CREATE TABLE case_tips(case_id INTEGER NOT NULL REFERENCES cases,
  conversation INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
  PRIMARY KEY(case_id, conversation)) STRICT, WITHOUT ROWID;
CREATE INDEX case_tips_conversation ON case_tips(conversation);
CREATE TABLE not_same(a INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE,
  b INTEGER NOT NULL REFERENCES conversations ON DELETE CASCADE, PRIMARY KEY(a, b)) STRICT, WITHOUT ROWID;
CREATE INDEX not_same_b ON not_same(b);
CREATE TABLE statements(id INTEGER PRIMARY KEY AUTOINCREMENT, case_id INTEGER NOT NULL REFERENCES cases,
  text TEXT NOT NULL, code TEXT NOT NULL, message INTEGER REFERENCES messages ON DELETE SET NULL,
  begin INTEGER NOT NULL, length INTEGER NOT NULL, at INTEGER NOT NULL) STRICT;
CREATE INDEX statements_message ON statements(message);
CREATE TABLE audit(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, action TEXT NOT NULL, detail TEXT NOT NULL,
  hash BLOB NOT NULL) STRICT;
)sql";

// Suspects and hypotheses of a case, each resting on its statements.
//
//   cases 1--n suspects 1--n suspect_details: aliases, accounts, places, times
//     |           '--- suspect_statements --- statements
//     '--n hypotheses 1--n marks -----------------'      CC, C, N, I, II
//   edition: goes up with each change, so that nobody writes over what he has not seen
inline constexpr const char* kSchemaSuspects = R"sql(
CREATE TABLE suspects(id INTEGER PRIMARY KEY AUTOINCREMENT, case_id INTEGER NOT NULL REFERENCES cases,
  name TEXT NOT NULL, note TEXT NOT NULL, edition INTEGER NOT NULL) STRICT;
CREATE INDEX suspects_case ON suspects(case_id);
CREATE TABLE suspect_details(suspect INTEGER NOT NULL REFERENCES suspects ON DELETE CASCADE, kind TEXT NOT NULL,
  position INTEGER NOT NULL, type TEXT NOT NULL, value TEXT NOT NULL, PRIMARY KEY(suspect, kind, position)) STRICT, WITHOUT ROWID;
CREATE TABLE suspect_statements(suspect INTEGER NOT NULL REFERENCES suspects ON DELETE CASCADE,
  statement INTEGER NOT NULL REFERENCES statements ON DELETE CASCADE, PRIMARY KEY(suspect, statement)) STRICT, WITHOUT ROWID;
CREATE INDEX suspect_statements_statement ON suspect_statements(statement);
CREATE TABLE hypotheses(id INTEGER PRIMARY KEY AUTOINCREMENT, case_id INTEGER NOT NULL REFERENCES cases,
  text TEXT NOT NULL, edition INTEGER NOT NULL) STRICT;
CREATE INDEX hypotheses_case ON hypotheses(case_id);
CREATE TABLE marks(hypothesis INTEGER NOT NULL REFERENCES hypotheses ON DELETE CASCADE,
  statement INTEGER NOT NULL REFERENCES statements ON DELETE CASCADE, mark TEXT NOT NULL,
  PRIMARY KEY(hypothesis, statement)) STRICT, WITHOUT ROWID;
CREATE INDEX marks_statement ON marks(statement);
)sql";

// What messages of sources name, so that nothing is scanned twice. It goes with the message.
//
//   messages 1--1 scanned: by which version, and what its text is like
//       '----n named: kind is a type of observables, or "~" and a kind of reasons
inline constexpr const char* kSchemaNamed = R"sql(
CREATE TABLE scanned(message INTEGER PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
  conversation INTEGER NOT NULL, version INTEGER NOT NULL, state INTEGER NOT NULL, plain_bytes INTEGER NOT NULL,
  sketch BLOB NOT NULL) STRICT;
CREATE TABLE named(kind TEXT NOT NULL, value TEXT NOT NULL, message INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE,
  conversation INTEGER NOT NULL, benign INTEGER NOT NULL, PRIMARY KEY(kind, value, message)) STRICT, WITHOUT ROWID;
CREATE INDEX named_message ON named(message);
)sql";

// What files turned into when they were opened in the cage (desk/cases/peeled.h).
inline constexpr const char* kSchemaPeeled = R"sql(
CREATE TABLE peeled(file INTEGER NOT NULL REFERENCES files ON DELETE CASCADE, position INTEGER NOT NULL,
  kind INTEGER NOT NULL, path TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, png BLOB NOT NULL,
  PRIMARY KEY(file, position)) STRICT;
)sql";

// Accounts that tipstaff-campaigns found, kept in a case: kind is a type of observables.
inline constexpr const char* kSchemaCaseAccounts = R"sql(
CREATE TABLE case_accounts(case_id INTEGER NOT NULL REFERENCES cases, kind TEXT NOT NULL, value TEXT NOT NULL,
  crew INTEGER NOT NULL, PRIMARY KEY(case_id, kind, value)) STRICT, WITHOUT ROWID;
)sql";

// Referrals between posts (desk/refer).
//
//   messages 1--1 tip_proofs n--1 tick_proofs   what shows that a tip stood in the log
//   referrals 1--n referral_parts    outgoing: what is to be handed over, until it is acknowledged
//       |--n referral_coms           entries that its parts had or may have had
//       '--n referral_tips --- messages   who erases a tip takes back what waits of it
//   referral_pieces: parts that came;  referred: tips that came from another post
inline constexpr const char* kSchemaReferrals = R"sql(
CREATE TABLE tick_proofs(tick INTEGER PRIMARY KEY, bulletin TEXT NOT NULL) STRICT;
CREATE TABLE tip_proofs(message INTEGER PRIMARY KEY REFERENCES messages ON DELETE CASCADE, tick INTEGER NOT NULL,
  flags INTEGER NOT NULL, sent_when INTEGER NOT NULL, cpk BLOB NOT NULL, salt BLOB NOT NULL, path BLOB NOT NULL) STRICT;
CREATE INDEX tip_proofs_tick ON tip_proofs(tick);
CREATE TRIGGER tick_proofs_go AFTER DELETE ON tip_proofs BEGIN
  DELETE FROM tick_proofs WHERE tick = OLD.tick AND NOT EXISTS (SELECT 1 FROM tip_proofs WHERE tick = OLD.tick);
END;
CREATE TABLE referrals(id INTEGER PRIMARY KEY AUTOINCREMENT, outgoing INTEGER NOT NULL, hash BLOB NOT NULL UNIQUE,
  peer BLOB NOT NULL, peer_name TEXT NOT NULL, of_case INTEGER NOT NULL, subject INTEGER NOT NULL, note TEXT NOT NULL,
  at INTEGER NOT NULL, parts INTEGER NOT NULL, state INTEGER NOT NULL) STRICT;
CREATE TABLE referral_tips(referral INTEGER NOT NULL REFERENCES referrals ON DELETE CASCADE,
  message INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE, PRIMARY KEY(referral, message)) STRICT, WITHOUT ROWID;
CREATE INDEX referral_tips_message ON referral_tips(message);
CREATE TABLE referral_parts(referral INTEGER NOT NULL REFERENCES referrals ON DELETE CASCADE, position INTEGER NOT NULL,
  data BLOB NOT NULL, handed INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(referral, position)) STRICT;
CREATE TABLE referral_coms(com BLOB PRIMARY KEY, referral INTEGER NOT NULL REFERENCES referrals ON DELETE CASCADE) STRICT, WITHOUT ROWID;
CREATE TRIGGER referral_parts_go BEFORE DELETE ON messages BEGIN
  DELETE FROM referral_parts WHERE referral IN (SELECT referral FROM referral_tips WHERE message = OLD.id);
  UPDATE referrals SET state = 4 WHERE outgoing = 1 AND state IN (0, 1, 3)
    AND id IN (SELECT referral FROM referral_tips WHERE message = OLD.id);
END;
CREATE TABLE referral_pieces(hash BLOB NOT NULL, position INTEGER NOT NULL, parts INTEGER NOT NULL, known INTEGER NOT NULL,
  sender BLOB NOT NULL, fetch BLOB NOT NULL, pke BLOB NOT NULL, tick INTEGER NOT NULL, leaf INTEGER NOT NULL, com BLOB,
  data BLOB NOT NULL, PRIMARY KEY(hash, position)) STRICT;
CREATE TABLE referred(message INTEGER PRIMARY KEY REFERENCES messages ON DELETE CASCADE,
  referral INTEGER NOT NULL REFERENCES referrals, core BLOB NOT NULL, number INTEGER NOT NULL, said INTEGER NOT NULL,
  proof BLOB NOT NULL, chain BLOB NOT NULL, posts TEXT NOT NULL, verdict INTEGER NOT NULL) STRICT;
CREATE INDEX referred_core ON referred(core);
)sql";

// Officers: who may come in, with which role (desk/vault/role.h) and public key. From here on
// the audit says who did it; lines of before have "" and keep their hashes.
inline constexpr const char* kSchemaOfficers = R"sql(
CREATE TABLE officers(name TEXT PRIMARY KEY, role INTEGER NOT NULL, pub BLOB NOT NULL, since INTEGER NOT NULL) STRICT, WITHOUT ROWID;
ALTER TABLE audit ADD COLUMN who TEXT NOT NULL DEFAULT '';
)sql";

// Exports that wait for a second person (desk/cases/export_requests.h).
inline constexpr const char* kSchemaExportRequests = R"sql(
CREATE TABLE export_requests(id INTEGER PRIMARY KEY AUTOINCREMENT, case_id INTEGER NOT NULL, format TEXT NOT NULL,
  tlp TEXT NOT NULL, name TEXT NOT NULL, bytes BLOB NOT NULL, sha256 BLOB NOT NULL, asked_by TEXT NOT NULL,
  asked_at INTEGER NOT NULL, state INTEGER NOT NULL DEFAULT 0, decided_by TEXT NOT NULL DEFAULT '',
  decided_at INTEGER NOT NULL DEFAULT 0) STRICT;
)sql";

// What tipstaff-campaigns found in exports of posts (desk/cases/campaigns.h): one row an
// export, a crew, an edge with its evidence, a file. The texts are JSON.
inline constexpr const char* kSchemaCampaigns = R"sql(
CREATE TABLE campaigns(id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT NOT NULL, at INTEGER NOT NULL, campaign TEXT NOT NULL,
  reading TEXT NOT NULL) STRICT;
CREATE TABLE campaign_crews(campaign INTEGER NOT NULL REFERENCES campaigns ON DELETE CASCADE, crew INTEGER NOT NULL,
  text BLOB NOT NULL, PRIMARY KEY(campaign, crew)) STRICT;
CREATE TABLE campaign_edges(campaign INTEGER NOT NULL REFERENCES campaigns ON DELETE CASCADE, crew INTEGER NOT NULL,
  edge INTEGER NOT NULL, text BLOB NOT NULL, PRIMARY KEY(campaign, crew, edge)) STRICT;
CREATE TABLE campaign_files(campaign INTEGER NOT NULL REFERENCES campaigns ON DELETE CASCADE, name TEXT NOT NULL,
  bytes BLOB NOT NULL, PRIMARY KEY(campaign, name)) STRICT;
)sql";

// Calls: drafts until the authority signs them, and the pictures of what is published.
//
//   call_drafts 1--n call_pictures      what: a number of council::Proposed
inline constexpr const char* kSchemaCalls = R"sql(
CREATE TABLE call_drafts(id INTEGER PRIMARY KEY AUTOINCREMENT, edition INTEGER NOT NULL, what INTEGER NOT NULL,
  call TEXT NOT NULL, after BLOB NOT NULL, form TEXT NOT NULL, ending INTEGER NOT NULL, changed_at INTEGER NOT NULL) STRICT;
CREATE TABLE call_pictures(draft INTEGER NOT NULL REFERENCES call_drafts ON DELETE CASCADE, name TEXT NOT NULL,
  bytes BLOB NOT NULL, PRIMARY KEY(draft, name)) STRICT;
CREATE TABLE published_pictures(name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
)sql";

// Four eyes on all that leaves (desk/cases/export_requests.h). case_id is the number of what
// `what` says. A referral that waits has state 8; the consent sends it, everything else drops
// it. Who erases an attachment or a campaign takes back what waits of it.
inline constexpr const char* kSchemaFourEyes = R"sql(
ALTER TABLE export_requests ADD COLUMN what TEXT NOT NULL DEFAULT 'case';
CREATE TRIGGER request_decides_referral AFTER UPDATE OF state ON export_requests
  WHEN NEW.what = 'referral' AND OLD.state = 0 AND NEW.state <> 0 BEGIN
  DELETE FROM referral_parts WHERE NEW.state <> 1 AND referral = NEW.case_id
    AND EXISTS (SELECT 1 FROM referrals WHERE id = NEW.case_id AND state = 8);
  UPDATE referrals SET state = CASE NEW.state WHEN 1 THEN 0 ELSE 4 END WHERE id = NEW.case_id AND state = 8;
END;
CREATE TRIGGER referral_closes_request AFTER UPDATE OF state ON referrals WHEN OLD.state = 8 AND NEW.state <> 0 BEGIN
  UPDATE export_requests SET state = 2 WHERE what = 'referral' AND case_id = NEW.id AND state = 0;
END;
CREATE TRIGGER held_referral_goes BEFORE DELETE ON messages BEGIN
  UPDATE referrals SET state = 4 WHERE state = 8 AND id IN (SELECT referral FROM referral_tips WHERE message = OLD.id);
END;
CREATE TRIGGER held_attachment_goes AFTER DELETE ON files BEGIN
  UPDATE export_requests SET bytes = x'', state = CASE state WHEN 0 THEN 2 ELSE state END
    WHERE what = 'attachment' AND case_id = OLD.id AND length(bytes) > 0;
END;
CREATE TRIGGER held_exhibit_goes AFTER DELETE ON campaigns BEGIN
  UPDATE export_requests SET bytes = x'', state = CASE state WHEN 0 THEN 2 ELSE state END
    WHERE what = 'exhibit' AND case_id = OLD.id AND length(bytes) > 0;
END;
)sql";

// What the posts in a campaign's evidence say, by the number that evidence names them by.
inline constexpr const char* kSchemaCampaignTexts = R"sql(
CREATE TABLE campaign_texts(campaign INTEGER NOT NULL REFERENCES campaigns ON DELETE CASCADE, number INTEGER NOT NULL,
  text BLOB NOT NULL, PRIMARY KEY(campaign, number)) STRICT;
)sql";

// How many bytes each opened file keeps in `peeled` (desk/cases/peeled_room.h).
inline constexpr const char* kSchemaPeeledRoom = R"sql(
CREATE TABLE peeled_room(file INTEGER PRIMARY KEY REFERENCES files ON DELETE CASCADE, bytes INTEGER NOT NULL) STRICT;
INSERT INTO peeled_room SELECT file, sum(length(CAST(path AS BLOB)) + length(CAST(name AS BLOB)) + length(CAST(text AS BLOB))
  + length(png)) FROM peeled GROUP BY file;
)sql";

// A case that waits to leave goes nowhere once one of its tips is erased.
//
//   export_requests 1--n request_messages n--1 messages      while the request keeps bytes
inline constexpr const char* kSchemaRequestMessages = R"sql(
CREATE TABLE request_messages(request INTEGER NOT NULL REFERENCES export_requests ON DELETE CASCADE,
  message INTEGER NOT NULL REFERENCES messages ON DELETE CASCADE, PRIMARY KEY(request, message)) STRICT, WITHOUT ROWID;
CREATE INDEX request_messages_message ON request_messages(message);
INSERT INTO request_messages SELECT r.id, m.id FROM export_requests r JOIN case_tips t ON t.case_id = r.case_id
  JOIN messages m ON m.conversation = t.conversation WHERE r.what = 'case' AND length(r.bytes) > 0;
CREATE TRIGGER held_case_goes BEFORE DELETE ON messages BEGIN
  UPDATE export_requests SET bytes = x'', state = CASE state WHEN 0 THEN 2 ELSE state END
    WHERE id IN (SELECT request FROM request_messages WHERE message = OLD.id);
END;
CREATE TRIGGER request_messages_go AFTER UPDATE OF bytes ON export_requests WHEN length(NEW.bytes) = 0 BEGIN
  DELETE FROM request_messages WHERE request = NEW.id;
END;
CREATE TRIGGER held_call_goes AFTER DELETE ON call_drafts BEGIN
  UPDATE export_requests SET bytes = x'', state = CASE state WHEN 0 THEN 2 ELSE state END
    WHERE what = 'call' AND case_id = OLD.id AND length(bytes) > 0;
END;
)sql";

// What is still to be scanned, kept by triggers: to look for it costs what is new, not what
// the vault holds. link_changes counts what suggestions depend on besides.
//
//   messages 1--1 unscanned: new, became whole, or to be looked at again
inline constexpr const char* kSchemaUnscanned = R"sql(
CREATE TABLE unscanned(message INTEGER PRIMARY KEY REFERENCES messages ON DELETE CASCADE) STRICT;
INSERT INTO unscanned SELECT m.id FROM messages m LEFT JOIN scanned s ON s.message = m.id
  WHERE m.outgoing = 0 AND (s.message IS NULL OR s.state <> m.state);
CREATE TRIGGER message_comes AFTER INSERT ON messages WHEN NEW.outgoing = 0 BEGIN
  INSERT OR IGNORE INTO unscanned VALUES(NEW.id);
END;
CREATE TRIGGER message_changes AFTER UPDATE OF state ON messages WHEN NEW.outgoing = 0 AND NEW.state <> OLD.state BEGIN
  INSERT OR IGNORE INTO unscanned VALUES(NEW.id);
END;
CREATE TABLE link_changes(id INTEGER PRIMARY KEY, count INTEGER NOT NULL) STRICT;
INSERT INTO link_changes VALUES(1, 0);
CREATE TRIGGER scan_goes AFTER DELETE ON scanned BEGIN
  INSERT OR IGNORE INTO unscanned SELECT id FROM messages WHERE id = OLD.message;
  UPDATE link_changes SET count = count + 1;
END;
CREATE TRIGGER denial_comes AFTER INSERT ON not_same BEGIN UPDATE link_changes SET count = count + 1; END;
CREATE TRIGGER denial_goes AFTER DELETE ON not_same BEGIN UPDATE link_changes SET count = count + 1; END;
)sql";

// kSchemas: a vault of version n has the first n. A new one goes to the end, and what
// a published version kept is never changed.
inline constexpr std::array kSchemas = {kSchema, kSchemaCases, kSchemaSuspects, kSchemaNamed, kSchemaPeeled, kSchemaCaseAccounts,
                                         kSchemaReferrals, kSchemaOfficers, kSchemaExportRequests, kSchemaCampaigns, kSchemaCalls,
                                         kSchemaFourEyes, kSchemaCampaignTexts, kSchemaPeeledRoom, kSchemaRequestMessages,
                                         kSchemaUnscanned};
inline constexpr int kSchemaVersion = static_cast<int>(kSchemas.size());

}  // namespace tipstaff::desk
