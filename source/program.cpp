#include "source/program.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>
#include <iostream>

#include "platform/clock.h"
#include "platform/entropy.h"
#include "platform/file.h"
#include "platform/process.h"
#include "platform/text.h"
#include "source/calls.h"
#include "source/nearest_posts.h"
#include "source/verify.h"

namespace tipstaff::source {
namespace {

constexpr std::size_t kTextMax = 1 << 20;
constexpr std::size_t kFileMax = 1 << 20;
constexpr int kVisitsMax = 200;
constexpr auto kPlacesHere = "places.tsp";
constexpr auto kPlacesInstalled = "/usr/share/tipstaff/places.tsp";

struct Arguments {
  std::string programme = "programme.conf";
  std::string socks5;
  platform::SecretInput words;
  std::uint16_t post = 0;
  std::string text_file;
  std::vector<std::string> files;
  bool answers = false;
  bool now = false;
  std::string save;
  std::vector<std::string> names;
  bool all = false;
  std::string near;
  std::string at;
  std::string not_in;
  std::string places;
  std::string object;
  std::string roster;
  std::string bulletin;
  std::string call;
  std::string language = "en";
};

int status(Exit exit) { return static_cast<int>(exit); }

void say(const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); }

Exit explain(const Error& error, std::string_view safe) {
  const std::string where(error.where);
  switch (error.code) {
    case Errc::not_found:
      say("tipstaff: the relay does not answer. " + std::string(safe) +
          " Is there a network, does the proxy run (Tor: --socks5 127.0.0.1:9050)? Then try again.");
      return Exit::no_relay;
    case Errc::bad_status:
      say("tipstaff: the relay cannot take visits just now. " + std::string(safe) + " Try again in a few minutes.");
      return Exit::no_relay;
    case Errc::bad_signature: case Errc::bad_proof: case Errc::wrong_hash: case Errc::wrong_sender:
      say("tipstaff: what came is not signed by whom it should be (" + std::string(errc_name(error.code)) +
          "). Somebody may be pretending to be the relay. " + std::string(safe) +
          " Stop, and ask for programme.conf again by another way.");
      return Exit::forged;
    case Errc::expired:
      say("tipstaff: the programme's roster has run out, so nothing was sealed to it. Ask whether the programme goes on.");
      return Exit::failed;
    case Errc::closed:
      say("tipstaff: this post takes no tips just now. " + std::string(safe) + " Choose another (tipstaff posts), or wait some hours.");
      return Exit::failed;
    default:
      say("tipstaff: it did not work: " + where + " (" + std::string(errc_name(error.code)) + "). " + std::string(safe));
      return Exit::failed;
  }
}

// The errors of what lies on this computer have their own sentences; a missing file
// is not a missing relay.
Exit explain_programme(const Error& error, std::string_view safe) {
  const std::string end = std::string(safe) + (safe.empty() ? "" : " ");
  if (error.code == Errc::not_found)
    say("tipstaff: there is no programme.conf that can be read here. " + end +
        "Name it with --programme FILE. It is the small file that the programme published.");
  else
    say("tipstaff: programme.conf is not whole (" + std::string(error.where) + "). " + end + "Get it again.");
  return Exit::failed;
}

Exit explain_words(const Error& error, std::string_view safe) {
  const std::string fault(platform::secret_fault(error));
  if (fault.empty()) return explain(error, safe);
  say("tipstaff: no words: " + fault + ". " + std::string(safe) + " See --words-file and --words-fd.");
  return Exit::failed;
}

Exit explain_message(const Error& error) {
  if (error.code == Errc::too_large)
    say("tipstaff: that is too much: a message and its files may have about 730 KB in all, at most 16 files. Nothing was sent.");
  else if (error.code == Errc::bad_text)
    say(error.where == "file name"
            ? "tipstaff: the name of a file is too long or not UTF-8. Nothing was sent. Rename the file, then try again."
            : "tipstaff: the text is not UTF-8. Nothing was sent. Save it as UTF-8, then try again.");
  else if (error.code == Errc::not_found)
    say("tipstaff: " + std::string(error.where) + " cannot be read. Nothing was sent. Is its name right? A folder cannot be sent.");
  else
    return explain(error, "Nothing was sent.");
  return Exit::failed;
}

std::expected<Client, Exit> open_client(const Arguments& args, std::string_view safe) {
  const auto programme = platform::read_programme_file(args.programme);
  if (!programme) return std::unexpected(explain_programme(programme.error(), safe));
  auto client = Client::open(*programme, args.socks5);
  if (client) return std::move(*client);
  say("tipstaff: " + std::string(client.error().where) + ". " + std::string(safe));
  return std::unexpected(Exit::wrong_use);
}

Exit make_words() {
  auto drbg = platform::fresh_drbg();
  const auto words = protocol::words_of(drbg.draw<protocol::MailboxKey>());
  const auto row = protocol::draw_row(drbg);
  std::printf("%.*s\n%.*s\n", static_cast<int>(words.size()), reinterpret_cast<const char*>(words.data()),
              static_cast<int>(row.size()), reinterpret_cast<const char*>(row.data()));
  say("First line: your twelve words. They open your answers. Write them on paper.");
  say("Second line: your claim row. With it you can prove that it was you. Keep it elsewhere.");
  say("Nobody can give them to you again.");
  return Exit::done;
}

// places_file is the gazetteer that was named, or lies here, or was installed.
std::filesystem::path places_file(const Arguments& args) {
  if (!args.places.empty()) return args.places;
  std::error_code error;
  return std::filesystem::exists(kPlacesHere, error) ? kPlacesHere : kPlacesInstalled;
}

Result<Places> read_places(const Arguments& args) {
  TIP_TRY(const auto bytes, platform::read_file(places_file(args), kPlacesFileMax));
  return Places::parse_untrusted(Bytes(bytes.begin(), bytes.end()));
}

void say_town(const std::vector<Town>& towns) {
  std::string line = "From " + town_text(towns[0]) + ".";
  const auto namesakes = std::ranges::count_if(towns, &Town::exact) - (towns[0].exact ? 1 : 0);
  if (namesakes > 0) line += " There are others of that name: say which, as in --near '" + town_text(towns[1]) + "'.";
  say(line);
}

// place_of_town finds where --near is, and says which town that is.
Result<std::optional<protocol::Place>> place_of_town(const Arguments& args) {
  TIP_TRY(const auto places, read_places(args));
  const auto towns = find_towns(places, args.near);
  if (towns.empty()) return std::nullopt;
  say_town(towns);
  return towns[0].place;
}

// read_list reads where to measure from, before anything is asked of the relay.
Exit read_list(const Arguments& args, PostList& list) {
  if (!args.not_in.empty()) {
    const auto country = parse_country(args.not_in);
    if (!country) return say("tipstaff: --not-in takes the two letters of a country, as in --not-in PL."), Exit::wrong_use;
    list.not_in = *country;
  }
  if (!args.at.empty()) {
    list.from = parse_at(args.at);
    if (!list.from) return say("tipstaff: --at takes latitude and longitude in degrees, as in --at 52.2,21.0."), Exit::wrong_use;
  }
  if (args.near.empty()) return Exit::done;
  const auto place = place_of_town(args);
  if (!place && place.error().code == Errc::not_found)
    return say("tipstaff: the list of towns is not here. Name it with --places, or use --at."), Exit::wrong_use;
  if (!place) return say("tipstaff: the list of towns is damaged. Use another copy, or --at."), Exit::failed;
  if (!*place)
    return say("tipstaff: no town is called so. Try its name in another language, a larger town near it, or --at."), Exit::wrong_use;
  list.from = *place;
  return Exit::done;
}

Exit list_posts(const Arguments& args) {
  PostList list;
  if (const auto read = read_list(args, list); read != Exit::done) return read;
  auto client = open_client(args, "");
  if (!client) return client.error();
  if (const auto visited = client->visit(); !visited) return explain(visited.error(), "Nothing was sent.");
  const auto& session = client->session();
  std::fputs(posts_text(**session.roster(), session.open_posts(), list).c_str(), stdout);
  return Exit::done;
}

Exit show_calls(const Arguments& args) {
  auto client = open_client(args, "");
  if (!client) return client.error();
  if (const auto visited = client->visit(); !visited) return explain(visited.error(), "Nothing was sent.");
  const auto calls = fetch_calls(*client);
  if (!calls) return explain(calls.error(), "Do not believe what a page says.");
  const auto now = bulletin_time(*client);
  if (!args.call.empty()) {
    const auto* call = calls->find(args.call);
    if (call == nullptr) return say("tipstaff: there is no call with this name. See: tipstaff calls --all"), Exit::wrong_use;
    std::fputs(describe_call(*call, args.language, now).c_str(), stdout);
    return Exit::done;
  }
  const auto list = list_calls(*calls, now, args.all ? Over::shown : Over::left_out);
  if (list.empty()) return say("No call is open now."), Exit::nothing_yet;
  std::fputs(list.c_str(), stdout);
  return Exit::done;
}

Exit verify_page(const Arguments& args) {
  auto client = open_client(args, "");
  if (!client) return client.error();
  if (const auto visited = client->visit(); !visited) return explain(visited.error(), "Nothing was sent.");
  const auto report = client->check_page();
  if (!report && report.error().code == Errc::wrong_state)
    return say("tipstaff: the roster names no page, so nothing can be said about it. This command needs no page: tipstaff send"), Exit::nothing_yet;
  if (!report) return explain(report.error(), "The page was not checked.");
  if (report->good()) {
    std::printf("good: all %zu files of the page are those that the authority signed\n", report->files);
    if (report->calls > 0) std::printf("good: %zu pages of calls run and load nothing but those\n", report->calls);
    return Exit::done;
  }
  for (const auto& name : report->different) std::printf("different: %s\n", name.c_str());
  say("tipstaff: this is NOT the page that the authority signed. Do not type anything into it, and do not log in anywhere from it. "
      "Use this command instead (tipstaff send), and tell the programme by another way.");
  return Exit::forged;
}

Result<wire::Message> read_message(const Arguments& args) {
  wire::Message out;
  if (args.answers) out.flags = wire::kMessageWantsAnswers;
  if (!args.text_file.empty()) {
    auto text = platform::read_file(args.text_file, kTextMax);
    if (!text) return fail(text.error().code, "the file with the text");
    out.text = std::move(*text);
  } else {
    if (::isatty(STDIN_FILENO) != 0) say("Write what you know. End with Ctrl-D on a line of its own.");
    for (char c = 0; std::cin.get(c) && out.text.size() <= kTextMax;) out.text.push_back(static_cast<std::uint8_t>(c));
  }
  for (const auto& path : args.files) {
    auto bytes = platform::read_file(path, kFileMax);
    if (!bytes) return fail(bytes.error().code, "a file to attach");
    out.files.push_back({std::filesystem::path(path).filename().string(), std::move(*bytes)});
  }
  return out;
}

Exit send(const Arguments& args) {
  auto client = open_client(args, "Nothing was sent.");
  if (!client) return client.error();
  auto& session = client->session();
  if (args.answers) {
    std::string fault;
    auto words = read_words(args.words, true, fault);
    if (!words && fault.empty()) return explain_words(words.error(), "Nothing was sent.");
    if (!words) return say("tipstaff: " + fault + " Nothing was sent."), Exit::wrong_words;
    session.open_mailbox(std::move(words->mk));
    if (words->row.empty()) say("Without a claim row, whoever finds the twelve words can claim for you.");
    if (const auto claim = session.open_claim(words->row); !claim) return explain(claim.error(), "Nothing was sent.");
  }
  auto message = read_message(args);
  if (!message) return explain_message(message.error());
  if (!message->files.empty()) say("Files go as they are: remove what they say about you first (mat2 on Tails).");
  if (message->text.empty() && message->files.empty())
    return say("tipstaff: there is no text and no file, so there is nothing to send."), Exit::wrong_use;
  // The first visit brings the list of posts; the parts follow, one a visit.
  if (const auto visited = client->visit(); !visited) return explain(visited.error(), "Nothing was sent.");
  const auto parts = session.compose(args.post, std::move(*message),
                                     args.now ? protocol::Hold::now : protocol::Hold::over_a_day);
  if (!parts && parts.error().code == Errc::not_found)
    return say("tipstaff: the roster has no post with this number. See: tipstaff posts"), Exit::wrong_use;
  if (!parts && parts.error().code == Errc::closed) return explain(parts.error(), "Nothing was sent.");
  if (!parts) return explain_message(parts.error());
  while (session.parts_queued() > 0) {
    if (const auto visited = client->visit(); !visited) {
      if (session.parts_lodged() > 0) say("");
      return explain(visited.error(), std::to_string(session.parts_lodged()) + " of " + std::to_string(*parts) +
                                          " parts were handed in; send the whole again, copies are recognised.");
    }
    std::fprintf(stderr, "\rhanded in %zu of %zu", session.parts_lodged(), *parts);
  }
  std::fprintf(stderr, "\n");
  say(args.now ? "Handed in. The post reads it after the next tick."
               : "Handed in. It leaves the relay at a moment within the next day, so that nobody sees when you wrote.");
  return Exit::done;
}

// name_of names an answer the same way in every session.
std::string name_of(const protocol::Reply& reply) { return to_hex(reply.ids[0].view().first(4)); }

std::string time_text(std::uint64_t unix_seconds) {
  if (unix_seconds == 0) return "";
  const auto time = static_cast<std::time_t>(unix_seconds);
  std::tm parts{};
  char text[32];
  ::gmtime_r(&time, &parts);
  std::strftime(text, sizeof text, "%Y-%m-%d %H:%M UTC", &parts);
  return text;
}

// open_answers visits until every answer that waits is here.
Result<void> open_answers(Client& client) {
  return client.visit_until([&] { return client.session().replies_waiting() == 0; }, kVisitsMax);
}

Exit open_mailbox(const Arguments& args, Client& client, std::string_view safe) {
  std::string fault;
  auto words = read_words(args.words, false, fault);
  if (!words && fault.empty()) return explain_words(words.error(), safe);
  if (!words) return say("tipstaff: " + fault), Exit::wrong_words;
  client.session().open_mailbox(std::move(words->mk));
  const auto opened = open_answers(client);
  return opened ? Exit::done : explain(opened.error(), safe);
}

Result<void> save_files(const protocol::Reply& reply, const std::filesystem::path& folder) {
  for (std::size_t i = 0; i < reply.message.files.size(); ++i) {
    const auto& file = reply.message.files[i];
    const auto name = name_of(reply) + "-" + std::to_string(i + 1) + "-" + platform::safe_file_name(file.name);
    TIP_CHECK(platform::write_file(folder / name, file.bytes, platform::Access::owner_only));
    say("saved " + name);
  }
  return {};
}

void print_reply(const Client& client, const protocol::Reply& reply) {
  const auto who = client.post_name(reply.post_id);
  if (reply.kind == wire::BlockType::ack) {
    std::printf("[%s] %s has opened your message.\n", name_of(reply).c_str(), who.c_str());
    return;
  }
  std::printf("[%s] %s  %s\n%s\n", name_of(reply).c_str(), who.c_str(), time_text(reply.message.when).c_str(),
              platform::display_block(reply.message.text).c_str());
  for (const auto& file : reply.message.files)
    std::printf("  file: %s (%zu bytes)\n", platform::display_line(as_bytes(file.name)).c_str(), file.bytes.size());
  std::printf("\n");
}

std::vector<std::size_t> in_order(const std::vector<protocol::Reply>& inbox) {
  std::vector<std::size_t> order(inbox.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::stable_sort(order, {}, [&](std::size_t i) { return inbox[i].message.when; });
  return order;
}

Exit read(const Arguments& args) {
  constexpr std::string_view kSafe = "Your answers stay where they are.";
  auto client = open_client(args, kSafe);
  if (!client) return client.error();
  if (const auto opened = open_mailbox(args, *client, kSafe); opened != Exit::done) return opened;
  const auto& inbox = client->session().inbox();
  for (const auto i : in_order(inbox)) {
    print_reply(*client, inbox[i]);
    if (args.save.empty()) continue;
    if (!save_files(inbox[i], args.save)) {
      say("tipstaff: its files could not be saved. The answer stays at the relay. Is there room, and may you write in that folder?");
      return Exit::failed;
    }
  }
  if (inbox.empty()) return say("No answer is waiting. That says nothing about your tip: try again in a few days."), Exit::nothing_yet;
  say("Erase what you have read: tipstaff burn NAME. What you leave goes by itself after 37 days.");
  return Exit::done;
}

Exit burn(const Arguments& args) {
  constexpr std::string_view kSafe = "Nothing was erased.";
  if (args.names.empty() && !args.all)
    return say("tipstaff: say which: names in brackets, as tipstaff read shows them, or --all. Nothing was erased."), Exit::wrong_use;
  auto client = open_client(args, kSafe);
  if (!client) return client.error();
  if (const auto opened = open_mailbox(args, *client, kSafe); opened != Exit::done) return opened;
  auto& session = client->session();
  std::size_t marked = 0;
  for (std::size_t i = 0; i < session.inbox().size(); ++i) {
    if (!args.all && std::ranges::find(args.names, name_of(session.inbox()[i])) == args.names.end()) continue;
    if (session.burn(i)) ++marked;
  }
  if (marked == 0) return say("tipstaff: no answer has that name. See: tipstaff read"), Exit::nothing_yet;
  const auto visited = client->visit_until([&] { return session.burns_waiting() == 0; }, kVisitsMax);
  if (!visited) return explain(visited.error(), "Some answers may not be erased yet: run it again.");
  say(std::to_string(marked) + (marked == 1 ? " answer was erased." : " answers were erased."));
  return Exit::done;
}

enum class Object : std::uint8_t { roster, bulletin, call };

Result<std::string> report(const Arguments& args, Object object, const wire::Programme& programme) {
  if (object == Object::roster) return report_roster(args.object, programme);
  if (object == Object::bulletin) return report_bulletin(args.object, args.roster, programme);
  const auto clock = static_cast<std::uint64_t>(platform::SystemClock().unix_ms()) / 1000;
  return report_call(args.object, {args.bulletin, args.roster, clock}, programme);
}

Exit verify(const Arguments& args, Object object) {
  const auto programme = platform::read_programme_file(args.programme);
  if (!programme) return explain_programme(programme.error(), "");
  const auto text = report(args, object, programme->programme);
  if (!text && text.error().code == Errc::not_found)
    return say("tipstaff: a file to check cannot be read. Is its name right?"), Exit::failed;
  if (!text) return explain(text.error(), "Do not use it.");
  std::fputs(text->c_str(), stdout);
  return Exit::done;
}

void add_network(CLI::App& command, Arguments& args) {
  command.add_option("--programme", args.programme, "programme.conf, as the programme published it")->capture_default_str();
  command.add_option("--socks5", args.socks5, "proxy, for Tor 127.0.0.1:9050 (Tails: 127.0.0.1:9050)");
}

void add_words(CLI::App& command, Arguments& args) {
  command.add_option("--words-file", args.words.file, "file with the twelve words, and on its second line the claim row");
  command.add_option("--words-fd", args.words.fd, "open descriptor to read the words from");
}

}  // namespace

int run_program(int argc, char** argv) {
  platform::keep_memory_private();
  CLI::App app("tipstaff: tell a programme what you know, and read its answers.\n\n"
               "  tipstaff words                      twelve words for your answers: on paper\n"
               "  tipstaff calls                      what they ask, and what they pay\n"
               "  tipstaff posts --near TOWN          who can be told, the nearest first\n"
               "  tipstaff send --post 2 --answers    tell\n"
               "  tipstaff read                       days later: what they answer\n\n"
               "Nothing is kept on this computer. Words are never given as arguments.");
  app.set_help_all_flag("--help-all", "every command with its options");
  app.require_subcommand(1);
  Arguments args;
  auto* words = app.add_subcommand("words", "make twelve words and a claim row");
  auto* posts = app.add_subcommand("posts", "list the posts and whether they take tips now");
  auto* calls = app.add_subcommand("calls", "list the calls of the programme, or show one");
  auto* send_command = app.add_subcommand("send", "seal a message and hand it in");
  auto* read_command = app.add_subcommand("read", "fetch and show the answers that wait");
  auto* burn_command = app.add_subcommand("burn", "erase answers at the relay");
  auto* verify_command = app.add_subcommand("verify", "check a roster, a bulletin or a call that you have as a file");
  verify_command->require_subcommand(1);
  auto* verify_roster = verify_command->add_subcommand("roster", "who signed it, until when, which posts");
  auto* verify_bulletin = verify_command->add_subcommand("bulletin", "its place in the log and what it names");
  auto* verify_call = verify_command->add_subcommand("call", "its whole history, and whether it is open");
  auto* verify_page_command = app.add_subcommand("verify-page", "is the page that the relay serves the one that the authority signed?");
  for (auto* command : {posts, calls, send_command, read_command, burn_command, verify_page_command}) add_network(*command, args);
  for (auto* command : {send_command, read_command, burn_command}) add_words(*command, args);
  for (auto* command : {verify_roster, verify_bulletin, verify_call}) {
    command->add_option("--programme", args.programme, "programme.conf")->capture_default_str();
    command->add_option("FILE", args.object, "the file")->required();
  }
  verify_bulletin->add_option("--roster", args.roster, "the roster that it names")->required();
  auto* at_bulletin = verify_call->add_option("--bulletin", args.bulletin, "say whether it is open by this bulletin, not by the clock here");
  at_bulletin->needs(verify_call->add_option("--roster", args.roster, "the roster that the bulletin names"));
  calls->add_option("ID", args.call, "the call to show");
  calls->add_option("--language", args.language, "the language to show it in, if it has that")->capture_default_str();
  calls->add_flag("--all", args.all, "also list those that are over");
  auto* near = posts->add_option("--near", args.near, "the nearest first, from a town: its name in any script, or TOWN, COUNTRY");
  posts->add_option("--at", args.at, "the nearest first, from LATITUDE,LONGITUDE in degrees")->excludes(near);
  posts->add_option("--not-in", args.not_in, "leave out the posts in a country (two letters)");
  posts->add_option("--places", args.places, "the list of towns (places.tsp here, or the installed one)");
  send_command->add_option("--post", args.post, "number of the post (see: tipstaff posts)")->required();
  send_command->add_option("--text-file", args.text_file, "read the text from a file, not from standard input");
  send_command->add_option("--file", args.files, "attach a file (again for more)");
  send_command->add_flag("--answers", args.answers, "let them answer; asks for your words");
  send_command->add_flag("--now", args.now, "release it at once, not within the next day");
  read_command->add_option("--save", args.save, "folder to save attached files to");
  burn_command->add_option("NAME", args.names, "names of answers, as read shows them in brackets");
  burn_command->add_flag("--all", args.all, "erase every answer that waits");
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : status(Exit::wrong_use);
  }
  if (words->parsed()) return status(make_words());
  if (posts->parsed()) return status(list_posts(args));
  if (verify_page_command->parsed()) return status(verify_page(args));
  if (calls->parsed()) return status(show_calls(args));
  if (send_command->parsed()) return status(send(args));
  if (read_command->parsed()) return status(read(args));
  if (burn_command->parsed()) return status(burn(args));
  return status(verify(args, verify_roster->parsed() ? Object::roster : verify_call->parsed() ? Object::call : Object::bulletin));
}

}  // namespace tipstaff::source
