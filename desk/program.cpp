#include "desk/program.h"

#include <signal.h>
#include <sys/stat.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstring>
#include <map>

#include "desk/cases/exports.h"
#include "desk/cases/pdf_child.h"
#include "desk/commands/commands.h"
#include "desk/mail/file_type.h"
#include "platform/process.h"

namespace tipstaff::desk {
namespace {

using Command = int (*)(const Arguments&);
using Commands = std::map<const CLI::App*, Command>;

// What takes another role than officer.
const std::map<Command, Role> kLeastRoles = {
    {command_audit, Role::auditor}, {command_status, Role::auditor}, {command_officer_list, Role::auditor},
    {command_officer_passphrase, Role::auditor}, {command_run, Role::auditor}, {command_delete, Role::supervisor},
    {command_officer_add, Role::supervisor}, {command_officer_remove, Role::supervisor}, {command_officer_role, Role::supervisor},
    {command_officer_rekey, Role::supervisor}, {command_officer_one_decides, Role::supervisor}, {command_export, Role::supervisor},
    {command_cases_approve, Role::supervisor}, {command_cases_refuse, Role::supervisor}};

// adder makes subcommands of `group` and keeps what each does.
auto adder(CLI::App* group, Commands& commands) {
  return [group, &commands](const char* name, const char* about, Command command) {
    auto* sub = group->add_subcommand(name, about);
    commands[sub] = command;
    return sub;
  };
}

constexpr const char* kAbout =
    "tipstaff-desk: the desk of one post. It takes the sealed tips that are for this post,\n"
    "keeps them in an encrypted vault, and seals the answers.\n\n"
    "A new post:\n"
    "  tipstaff-desk init --programme programme.conf --post-door http://... \\\n"
    "      --name 'Embassy of Arvenia' --country XA --lat 52.2 --lon 21 --langs en,pl\n"
    "  tipstaff-desk enrol               send the file to the authority, compare six words\n"
    "  tipstaff-desk import roster FILE  the roster that now lists this post\n"
    "  tipstaff-desk run                 the desk; its page opens with the printed address\n"
    "Every day, beside a running desk or without one:\n"
    "  inbox, show 3, answer 3, search WORDS, save 7, label 3 urgent, delete 3 --yes\n"
    "  peel 3                            its attachments, opened in a cage\n"
    "  observables 3                     what the tip names, so that no click follows it\n"
    "  cases suggest                     what may belong together; cases open, link, note, show, export ...\n"
    "  refer --tip 3 --to 7              to another post; refer list shows how far it is\n"
    "  call draft FOLDER                 a call, to be signed by the authority; call check, show, propose ...\n"
    "  suspects, hypotheses, hints, timeline, who-names, duplicates, audit\n";
constexpr const char* kFooter =
    "Exit status: 0 done, 1 it did not work, 2 wrong use, 3 wrong passphrase, 4 not there.\n"
    "The passphrase comes from the terminal, --passphrase-file or --passphrase-fd.";

// The data folder is needed before the other options: it holds desk.conf.
std::string data_folder(int argc, char** argv, const std::string& otherwise) {
  for (int i = 1; i < argc; ++i) {
    const std::string_view argument = argv[i];
    if (argument == "--data" && i + 1 < argc) return argv[i + 1];
    if (argument.starts_with("--data=")) return std::string(argument.substr(7));
  }
  return otherwise;
}

void add_configuration(CLI::App& app, Arguments& a) {
  app.add_option("--data", a.data, "folder of the vault and of desk.conf")->capture_default_str();
  app.add_option("--programme", a.programme, "programme.conf of the authority (default DATA/programme.conf)");
  app.add_option("--post-door", a.post_door, "the relay's post door: http://host[:port]");
  app.add_option("--read-door", a.read_door, "the relay's read door (default: the programme's relay_url)");
  app.add_option("--lodge-door", a.lodge_door, "the relay's lodge door, for referrals (default: the programme's lodge_url)");
  app.add_option("--socks5", a.socks5, "proxy for both, host:port (Tor: 127.0.0.1:9050)");
  app.add_option("--listen", a.listen, "address of the desk's page; without --tls loopback only")->capture_default_str();
  app.add_flag("--tls", a.tls, "serve the page over TLS 1.3, for officers on other machines");
  auto* certificate = app.add_option("--tls-cert", a.tls_cert, "certificate in PEM (default: a self-made one)");
  auto* key = app.add_option("--tls-key", a.tls_key, "its key in PEM");
  certificate->needs(key);
  key->needs(certificate);
  app.add_option("--host-name", a.host_names, "a name by which browsers reach the page, besides the address");
  app.add_flag("--four-eyes-export,--four_eyes_export", a.four_eyes_export, "cases, attachments, exhibits, calls and referrals leave only when a second person, a supervisor, agreed");
  app.add_option("--ui", a.ui, "folder of the page's files (default: beside the program)");
  app.add_option("--save-folder", a.save_folder, "where attachments are saved (default DATA/saved)");
  app.add_option("--names", a.names, "the gazetteer names.tsn (default: beside the program)");
  app.add_option("--mmdb", a.mmdb, "the operator's database of IP addresses, an MMDB file (default: none)");
  app.add_option("--idle-minutes", a.idle_minutes, "minutes without use until the page locks")
      ->capture_default_str()->check(CLI::Range(1, 24 * 60));
  app.add_option_function<std::string>(
         "--when-locked",
         [&a](const std::string& what) {
           a.when_locked = what == "stop" ? WhenLocked::stop : WhenLocked::receive;
         },
         "stop (default): the vault closes too; receive: tips still come in")
      ->check(CLI::IsMember({"stop", "receive"}));
  app.add_option("--officer", a.officer, "who you are, where several officers work (init: the first one; default supervisor)");
  app.add_option("--passphrase-file", a.passphrase.file, "file whose first line is the passphrase");
  app.add_option("--passphrase-fd", a.passphrase.fd, "open descriptor to read the passphrase from");
}

void add_description(CLI::App& command, Arguments& a) {
  command.add_option("--kind", a.kind, "what the post is: embassy, consulate, mission, election-office, cert, anti-corruption, police, newsroom, office");
  command.add_option("--hours", a.hours, "when it is open to who comes in person, on its own clock: 'Mo-Fr 09:00-16:30, Sa 10:00-12:00'");
  command.add_option("--address", a.address, "where, in at most 63 bytes");
}

void add_setup(CLI::App& app, Arguments& a, Commands& commands) {
  auto* init = app.add_subcommand("init", "make vault, keys and desk.conf for a new post");
  init->add_option("--name", a.name, "name of the post, as sources will read it")->required();
  init->add_option("--country", a.country, "two letters")->required();
  init->add_option("--lat", a.lat, "latitude in degrees, north positive")->required();
  init->add_option("--lon", a.lon, "longitude in degrees, east positive")->required();
  init->add_option("--langs", a.languages, "languages spoken: en,pl,uk,ru,de,fr,es,pt,tr,ar,fa,zh,hi,vi,be,ko");
  add_description(*init, a);
  init->add_option("--id", a.post_id, "number in the roster, 1 to 65535 (default: drawn at random)");
  init->add_flag("--claims", a.claims, "this post takes reward claims");
  commands[init] = command_init;

  auto* describe = app.add_subcommand("describe", "change what sources read: kind, hours, address; what is left out is taken away");
  add_description(*describe, a);
  commands[describe] = command_describe;

  auto* enrol = app.add_subcommand("enrol", "write the enrolment for the authority, print the code for the phone");
  enrol->add_option("-o,--output", a.file, "file to write (default DATA/enrolment.txt)");
  commands[enrol] = command_enrol;

  auto* import = app.add_subcommand("import", "take a file from the authority");
  import->require_subcommand(1);
  auto* roster = import->add_subcommand("roster", "the signed roster");
  roster->add_option("file", a.file)->required();
  commands[roster] = command_import_roster;
  auto* programme = import->add_subcommand("programme", "the programme file");
  programme->add_option("file", a.file)->required();
  commands[programme] = command_import_programme;

  auto* passwd = app.add_subcommand("passwd", "change your passphrase; the same as officer passphrase");
  passwd->add_option("--new-passphrase-file", a.text_file, "file with the new one (default: asked)");
  commands[passwd] = command_officer_passphrase;
}

void add_officers(CLI::App& app, Arguments& a, Commands& commands) {
  auto* officers = app.add_subcommand("officer", "who works at this desk, and with which role");
  officers->require_subcommand(1);
  const auto add = adder(officers, commands);
  const auto role_of = [&](CLI::App* sub, const char* name) {
    return sub->add_option(name, a.role, "auditor, officer or supervisor")->check(CLI::IsMember({"auditor", "officer", "supervisor"}));
  };
  const auto fresh = [&](CLI::App* sub) {
    sub->add_option("--new-passphrase-file", a.text_file, "file with the new passphrase (default: asked)");
  };
  add("list", "everybody, with roles", command_officer_list);
  auto* one = add("add", "somebody new, with a passphrase of their own", command_officer_add);
  one->add_option("name", a.name)->required();
  role_of(one, "--role");
  fresh(one);
  auto* gone = add("remove", "somebody who shall not come in any more", command_officer_remove);
  gone->add_option("name", a.name)->required();
  gone->add_flag("--rekey", a.rekey, "with a new key for the vault, so that an old copy of vault.key does not open it");
  auto* role = add("role", "give somebody another role", command_officer_role);
  role->add_option("name", a.name)->required();
  role_of(role, "role")->required();
  fresh(add("passphrase", "change your own passphrase", command_officer_passphrase));
  add("rekey", "draw a new key for the vault; the desk must not be running", command_officer_rekey);
  add("one-decides", "let cases leave without a second person again (four-eyes-export)", command_officer_one_decides);
}

void add_running(CLI::App& app, Arguments& a, Commands& commands) {
  auto* run = app.add_subcommand("run", "take tips, send answers, serve the page, until Ctrl-C");
  run->add_flag("--once", a.once, "one round without the page, then stop");
  commands[run] = command_run;
  commands[app.add_subcommand("link", "a new address for the page of the running desk")] = command_link;
  commands[app.add_subcommand("status", "keys, ticks, what waits")] = command_status;
}

void add_reading(CLI::App& app, Arguments& a, Commands& commands) {
  auto* inbox = app.add_subcommand("inbox", "conversations, newest first; * has something unread");
  inbox->add_option("--folder", a.folder_name, "only this folder (\"\" is none)");
  inbox->add_option("--label", a.label, "only with this label");
  inbox->add_flag("--unread", a.unread, "only with something unread");
  commands[inbox] = command_inbox;

  auto* search = app.add_subcommand("search", "conversations in which all these words begin a word");
  search->add_option("words", a.words, "what to look for, in quotes when several")->required();
  commands[search] = command_inbox;

  auto* show = app.add_subcommand("show", "a conversation, which is read then");
  show->add_option("number", a.number)->required();
  show->add_flag("--keep-unread", a.keep, "leave it unread");
  commands[show] = command_show;

  auto* save = app.add_subcommand("save", "write an attachment to a folder, as it came; peel shows what is in it");
  save->add_option("file", a.number, "number of the file, as show prints it")->required();
  save->add_option("--to", a.to, "folder (default: save-folder)");
  commands[save] = command_save;

  auto* export_all = app.add_subcommand("export", "write everything, readable, to a new folder");
  export_all->add_option("folder", a.file)->required();
  commands[export_all] = command_export;
}

void add_working(CLI::App& app, Arguments& a, Commands& commands) {
  auto* answer = app.add_subcommand("answer", "seal an answer; the text comes from stdin or a file");
  answer->add_option("number", a.number, "the conversation")->required();
  answer->add_option("--text-file", a.text_file, "file with the text (default: stdin)");
  answer->add_option("--attach", a.attach, "a file to go with it; again for more");
  commands[answer] = command_answer;

  auto* label = app.add_subcommand("label", "put a label on a conversation");
  label->add_option("number", a.number)->required();
  label->add_option("label", a.label)->required();
  label->add_flag("--remove", a.remove, "take it off");
  commands[label] = command_label;

  auto* folder = app.add_subcommand("folder", "move a conversation to a folder; without a name, back to the inbox");
  folder->add_option("number", a.number)->required();
  folder->add_option("folder", a.folder_name);
  commands[folder] = command_folder;

  auto* name = app.add_subcommand("name", "call a conversation something else");
  name->add_option("number", a.number)->required();
  name->add_option("name", a.name)->required();
  commands[name] = command_name;

  auto* erase = app.add_subcommand("delete", "erase a conversation, or one message of it, for good");
  erase->add_option("number", a.number, "the conversation");
  erase->add_option("--message", a.message, "only this message");
  erase->add_flag("--yes", a.yes, "yes, erase it");
  commands[erase] = command_delete;
}

void add_casework(CLI::App& app, Arguments& a, Commands& commands) {
  auto* peel = app.add_subcommand("peel", "open attachments in a cage: text, pictures, what they say about themselves");
  peel->add_option("number", a.number, "the conversation: all of its files");
  peel->add_option("--file", a.other, "only this file, as show prints it");
  peel->add_flag("--again", a.again, "also what was opened before");
  peel->add_flag("--whole", a.whole, "long texts to their end");
  peel->add_flag("--check", a.check, "what this system gives for a cage, one line a wall");
  commands[peel] = command_peel;
  auto* observables = app.add_subcommand("observables", "what a conversation names: addresses, accounts, coins, places ...");
  observables->add_option("number", a.number, "the conversation")->required();
  observables->add_flag("--json", a.json, "for programs: with offsets, rules and reasons");
  observables->add_flag("--live", a.live, "values that work (default: written so that nothing can be followed)");
  commands[observables] = command_observables;
  auto* hints = app.add_subcommand("hints", "places that a conversation or a case points at; none says where anybody is");
  hints->add_option("number", a.number, "the conversation");
  hints->add_option("--case", a.other, "all conversations of this case");
  hints->add_flag("--json", a.json, "for programs");
  commands[hints] = command_hints;
  auto* timeline = app.add_subcommand("timeline", "when tips of a case came, and which dates they say");
  timeline->add_option("case", a.number)->required();
  timeline->add_flag("--json", a.json, "for programs");
  commands[timeline] = command_timeline;
  commands[app.add_subcommand("duplicates", "tips that say the same, as one card each")] = command_duplicates;
  auto* who = app.add_subcommand("who-names", "conversations that name an address, account, wallet, number or person");
  who->add_option("what", a.words, "in any spelling; a person by two names")->required();
  commands[who] = command_who_names;
  commands[app.add_subcommand("audit", "who changed what in cases; checks the chain")] = command_audit;
}

void add_cases(CLI::App& app, Arguments& a, Commands& commands) {
  auto* cases = app.add_subcommand("cases", "conversations that belong together, and what they state");
  cases->require_subcommand(1);
  const auto add = adder(cases, commands);
  add("list", "all cases", command_cases_list);
  add("suggest", "conversations that name the same rare things, with the reasons", command_cases_suggest);
  add("open", "a new case", command_cases_open)->add_option("name", a.name)->required();
  add("show", "a case and its statements", command_cases_show)->add_option("case", a.number)->required();
  add("unmerge", "undo a merge", command_cases_unmerge)->add_option("case", a.number)->required();
  const auto add_two = [&](const char* name, const char* about, Command command, const char* first, const char* second) {
    auto* sub = add(name, about, command);
    sub->add_option(first, a.number)->required();
    sub->add_option(second, a.other)->required();
  };
  add_two("link", "put a conversation into a case", command_cases_link, "case", "conversation");
  add_two("unlink", "take a conversation out of a case", command_cases_unlink, "case", "conversation");
  add_two("merge", "let a case stand for another; unmerge undoes it", command_cases_merge, "case", "into");
  add_two("not-same", "two conversations are not of the same hand: never suggest it again", command_cases_not_same,
          "conversation", "other");
  auto* crew = add("import-crew", "the accounts of crews that tipstaff-campaigns found", command_cases_import_crew);
  crew->add_option("case", a.number)->required();
  crew->add_option("file", a.file, "members.csv")->required();
  crew->add_option("--platform", a.platform, "what kind of account they are: telegram, x, facebook, ...")->required();
  crew->add_option("--crew", a.other, "this crew alone; else all of the file");
  add("accounts", "the accounts of a case that came from crews", command_cases_accounts)->add_option("case", a.number)->required();
  auto* out = add("export", "a case for others: tables, graphs, STIX, MISP, a report", command_cases_export);
  out->add_option("case", a.number)->required();
  out->add_option("--format", a.format, "csv, graphml, gexf, stix, misp, pdf or odt")->required()
      ->check(CLI::IsMember(std::vector<std::string>(kExportFormats.begin(), kExportFormats.end())));
  out->add_option("--to", a.to, "file to write, which is not there yet (default: stdout)");
  out->add_option("--tlp", a.tlp, "who may read it: clear, green, amber or red (default: red)")
      ->check(CLI::IsMember({"clear", "green", "amber", "red"}));
  add("requests", "exports that wait for a second person, and what became of them", command_cases_requests);
  auto* approve = add("approve", "let out what somebody else asked for", command_cases_approve);
  approve->add_option("request", a.number)->required();
  approve->add_option("--to", a.to, "file to write, which is not there yet (default: stdout)");
  add("refuse", "do not let it out", command_cases_refuse)->add_option("request", a.number)->required();
  auto* note = add("note", "a statement, with the bytes of the message that say it", command_cases_note);
  note->add_option("case", a.number)->required();
  note->add_option("text", a.words, "the statement")->required();
  note->add_option("--message", a.message, "the message, as show prints it")->required();
  note->add_option("--from", a.from, "first byte of the message's text")->required();
  note->add_option("--bytes", a.bytes, "how many bytes")->required();
  note->add_option("--code", a.code, "Admiralty code: source A to F, information 1 to 6")->required();
}

void add_suspect_options(CLI::App* sub, Arguments& a) {
  sub->add_option("--alias", a.aliases, "another name; again for more");
  sub->add_option("--account", a.accounts, "TYPE:VALUE, as observables prints them: telegram:boss, iban:...; again for more");
  sub->add_option("--place", a.places, "where, in your words; again for more");
  sub->add_option("--time", a.times, "when, in your words; again for more");
  sub->add_option("--note", a.words, "what else is to be said");
  sub->add_option("--statement", a.statements, "number of a statement that this rests on; again for more");
}

void add_suspects(CLI::App& app, Arguments& a, Commands& commands) {
  auto* suspects = app.add_subcommand("suspects", "whom a case is about, as far as its statements say");
  suspects->require_subcommand(1);
  const auto add = adder(suspects, commands);
  add("list", "the suspects of a case", command_suspects_list)->add_option("case", a.number)->required();
  auto* fresh = add("add", "a new one; prints its number", command_suspects_add);
  fresh->add_option("case", a.number)->required();
  fresh->add_option("name", a.name)->required();
  add_suspect_options(fresh, a);
  auto* change = add("change", "what is given replaces what was there; the rest stays", command_suspects_change);
  change->add_option("suspect", a.number)->required();
  change->add_option("--name", a.name);
  add_suspect_options(change, a);
  add("remove", "take one out", command_suspects_remove)->add_option("suspect", a.number)->required();
}

void add_hypotheses(CLI::App& app, Arguments& a, Commands& commands) {
  auto* hypotheses = app.add_subcommand("hypotheses", "what may be true in a case, and what speaks against it");
  hypotheses->require_subcommand(1);
  const auto add = adder(hypotheses, commands);
  add("list", "the table, the least contradicted first", command_hypotheses_list)->add_option("case", a.number)->required();
  auto* fresh = add("add", "a new one; prints its number", command_hypotheses_add);
  fresh->add_option("case", a.number)->required();
  fresh->add_option("text", a.words)->required();
  add("remove", "take one out with its marks", command_hypotheses_remove)->add_option("hypothesis", a.number)->required();
  auto* mark = add("mark", "how a statement goes with a hypothesis", command_hypotheses_mark);
  mark->add_option("statement", a.number)->required();
  mark->add_option("hypothesis", a.other)->required();
  mark->add_option("mark", a.code, "CC, C, N, I or II: from very consistent to very inconsistent")->required();
}

void add_refer(CLI::App& app, Arguments& a, Commands& commands) {
  auto* refer = app.add_subcommand("refer", "hand a tip or a case to another post, end-to-end encrypted");
  refer->require_subcommand(0, 1);
  refer->add_option("--tip", a.number, "the conversation: all of its whole messages, with their files");
  refer->add_option("--case", a.other, "the case: its tips, statements, accounts, suspects and hypotheses");
  refer->add_option("--to", a.post_id, "the post's number; refer posts lists them");
  refer->add_option("--note", a.words, "for the other post's eyes");
  commands[refer] = command_refer;
  const auto add = adder(refer, commands);
  add("list", "what was handed over, what came, and how far it is", command_refer_list);
  add("posts", "the posts of the roster", command_refer_posts);
  add("again", "hand all parts over once more: the other post did not acknowledge", command_refer_again)->add_option("referral", a.number)->required();
  add("withdraw", "take back what has not left yet", command_refer_withdraw)->add_option("referral", a.number)->required();
}

void add_calls(CLI::App& app, Arguments& a, Commands& commands) {
  auto* calls = app.add_subcommand("call", "calls: write one in a folder, look at it, export it for the authority (docs/calls.md)");
  calls->require_subcommand(1);
  const auto add = adder(calls, commands);
  const auto add_one = [&](const char* name, const char* about, Command command) {
    auto* sub = add(name, about, command);
    sub->add_option("draft", a.number, "number of the draft")->required();
    return sub;
  };
  add("list", "calls that are published, as far as they were fetched, and drafts", command_call_list);
  add("fetch", "every call and picture from the relay, to go on with one", command_call_fetch);
  add_one("show", "a draft as the files of its folder", command_call_show)->add_option("--to", a.to, "write the folder");
  auto* draft = add("draft", "begin or change a draft; says what is left to mend", command_call_draft);
  draft->add_option("folder", a.from_folder, "call.conf, LANGUAGE.txt and pictures, as the authority's program reads them");
  draft->add_option("--draft", a.number, "change this one");
  a.what = "open";
  draft->add_option("--what", a.what, "open, amend, renew, close or communique")->capture_default_str();
  draft->add_option("--call", a.name, "the published call that it goes on with");
  draft->add_option("--until", a.until, "renew: the new end");
  draft->add_option("--reason", a.reason, "close: answered or withdrawn");
  add_one("check", "what is left to mend", command_call_check);
  add_one("preview", "write the pages as they would be", command_call_preview)->add_option("--to", a.to, "the folder to make")->required();
  add_one("propose", "export the draft for the authority, with six words", command_call_propose)->add_option("--to", a.to, "the file")->required();
  add_one("remove", "throw a draft away", command_call_remove);
}

// What we write is ours alone.
void keep_private() {
  platform::keep_memory_private();
  ::umask(0077);
  ::signal(SIGPIPE, SIG_IGN);
}

int run_command(const CLI::App& app, Arguments& arguments, const Commands& commands) {
  const auto* chosen = app.get_subcommands().front();
  if (!chosen->get_subcommands().empty()) chosen = chosen->get_subcommands().front();
  if (const auto* folder = chosen->get_option_no_throw("--folder"))
    arguments.folder_given = folder->count() > 0;
  const auto least = kLeastRoles.find(commands.at(chosen));
  if (least != kLeastRoles.end()) arguments.least = least->second;
  return commands.at(chosen)(arguments);
}

}  // namespace

int run_program(int argc, char** argv) {
  if (argc == 2 && std::strcmp(argv[1], kTypeCommand) == 0) type_of_stdin();
  keep_private();
  if (argc == 2 && std::strcmp(argv[1], kPdfCommand) == 0) pdf_of_stdin();
  Arguments arguments;
  Commands commands;
  CLI::App app(kAbout);
  app.footer(kFooter);
  app.require_subcommand(1);
  app.fallthrough();
  app.set_config("--config", data_folder(argc, argv, arguments.data) + "/desk.conf", "the configuration file");
  app.allow_config_extras(false);
  add_configuration(app, arguments);
  add_setup(app, arguments, commands);
  add_officers(app, arguments, commands);
  add_running(app, arguments, commands);
  add_reading(app, arguments, commands);
  add_working(app, arguments, commands);
  add_casework(app, arguments, commands);
  add_cases(app, arguments, commands);
  add_suspects(app, arguments, commands);
  add_hypotheses(app, arguments, commands);
  add_calls(app, arguments, commands);
  add_refer(app, arguments, commands);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? kDone : kWrongUse;
  }
  return run_command(app, arguments, commands);
}

}  // namespace tipstaff::desk
