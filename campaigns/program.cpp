#include "campaigns/program.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <chrono>
#include <map>
#include <random>

#include "campaigns/caged.h"
#include "campaigns/file_source.h"
#include "campaigns/load.h"
#include "campaigns/measure.h"
#include "campaigns/packed.h"
#include "campaigns/spill.h"
#include "campaigns/threads.h"
#include "casework/campaigns/edge_list.h"
#include "casework/campaigns/edge_text.h"
#include "casework/campaigns/findings.h"
#include "casework/campaigns/quality.h"
#include "platform/file.h"
#include "platform/process.h"

namespace tipstaff::campaigns {
namespace {

constexpr std::size_t kCrewsShown = 20;

struct Arguments {
  LoadOptions load;
  std::vector<std::string> traces;
  std::string zone;
  unsigned threads = 0;
  std::string temp;
  std::string media;
  // find
  std::string out;
  double false_rate = 0.01;
  std::uint32_t meetings_min = 3;
  std::uint64_t seed = 1;
  std::uint32_t runs = 20;
  std::vector<std::string> techniques;
  // edges
  std::string like = "coortweet";
  double window_s = 60;
  std::uint32_t min_participation = 2;
  std::uint32_t min_edge_weight = 1;
  double quantile = 0.5;
  std::string edges_out;
  // generate and measure
  GeneratorOptions generator;
  std::uint64_t jitter_ms = 30'000;
  std::string csv;
  std::string truth;
};

int status(Exit exit) { return static_cast<int>(exit); }

void say(const std::string& line) { std::fprintf(stderr, "%s\n", line.c_str()); }

std::int64_t now_ms() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::uint64_t hash_key() {
  std::random_device device;
  return static_cast<std::uint64_t>(device()) << 32 | device();
}

Exit explain(const Error& error, const std::string& notes) {
  if (!notes.empty()) std::fputs(notes.c_str(), stderr);
  const std::string where(error.where);
  switch (error.code) {
    case Errc::wrong_state:
      if (where.starts_with("the columns were guessed"))
        return say("tipstaff-campaigns: " + where + ". If they are right, run it again with --yes; if not, with --map FIELD=COLUMN."), Exit::wrong_use;
      return say("tipstaff-campaigns: " + where + "."), Exit::failed;
    case Errc::not_found: case Errc::bad_value:
      return say("tipstaff-campaigns: " + where + ". Nothing was changed. See: tipstaff-campaigns columns FILE"), Exit::wrong_use;
    default:
      return say("tipstaff-campaigns: " + where + ". Nothing was changed."), Exit::failed;
  }
}

std::optional<TraceSet> traces_of(const std::vector<std::string>& names) {
  if (names.empty()) return TraceSet::usual();
  TraceSet out;
  for (const auto& name : names) {
    const auto trace = trace_of_name(name);
    if (!trace) return std::nullopt;
    out.add(*trace);
  }
  return out;
}

// "+02:00", "-0500" or "3" as minutes.
std::optional<std::int32_t> minutes_of_zone(std::string text) {
  if (text.empty()) return 0;
  const bool west = text[0] == '-';
  if (text[0] == '+' || text[0] == '-') text.erase(0, 1);
  std::erase(text, ':');
  if (text.empty() || text.size() > 4 || text.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;
  const int number = std::stoi(text);
  const int minutes = text.size() <= 2 ? number * 60 : number / 100 * 60 + number % 100;
  if (minutes > 15 * 60) return std::nullopt;
  return west ? -minutes : minutes;
}

// Loaded is the table and everything that was said while it was read.
struct Loaded {
  std::unique_ptr<SpillMemory> spill;  // where the wide columns are, if not in memory
  TraceBuilder builder;
  Reading reading;
};

std::optional<Loaded> load_all(Arguments& args, Duplicates duplicates, Exit& exit) {
  const auto traces = traces_of(args.traces);
  const auto zone = minutes_of_zone(args.zone);
  exit = Exit::wrong_use;
  if (!traces) return say("tipstaff-campaigns: no such trace. See: tipstaff-campaigns find --help"), std::nullopt;
  if (!zone) return say("tipstaff-campaigns: a zone looks like +02:00."), std::nullopt;
  args.load.zone_minutes = *zone;
  args.load.now_ms = now_ms();
  args.load.runner = threaded_runner(args.threads);
  args.load.progress = ::isatty(STDERR_FILENO) != 0;
  std::string notes;
  std::optional<Pictures> pictures;
  if (!args.media.empty()) {
    auto read = Pictures::read(args.media, peel_beside(platform::program_folder()), threaded_runner(args.threads));
    if (!read) return exit = explain(read.error(), ""), std::nullopt;
    notes = read->sentence();
    args.load.pictures = &pictures.emplace(std::move(*read));
  }
  std::unique_ptr<SpillMemory> spill;
  if (!args.temp.empty()) {
    auto made = SpillMemory::create(args.temp);
    if (!made) return exit = explain(made.error(), ""), std::nullopt;
    spill = std::move(*made);
  }
  std::pmr::memory_resource* const wide = spill ? spill.get() : std::pmr::get_default_resource();
  std::optional<Loaded> out(Loaded{std::move(spill), TraceBuilder(*traces, duplicates, hash_key(), wide), {}});
  auto reading = load(args.load, out->builder, notes);
  if (!reading) return exit = explain(reading.error(), notes), std::nullopt;
  out->reading = *reading;
  std::fputs((notes + out->reading.sentences()).c_str(), stderr);
  if (out->builder.shares.rows() == 0) return exit = Exit::failed, say("tipstaff-campaigns: no row has anything that accounts could have in common."), std::nullopt;
  return out;
}

bool write_text(const std::filesystem::path& path, const std::string& text) {
  if (platform::write_file(path, as_bytes(text), platform::Access::owner_only)) return true;
  return say("tipstaff-campaigns: a file could not be written. Is there room, may you write there?"), false;
}

Exit write_exports(const Arguments& args, const Findings& findings) {
  const std::filesystem::path folder(args.out);
  const bool fine = write_text(folder / "members.csv", write_members_csv(findings)) && write_text(folder / "edges.csv", write_edges_csv(findings)) &&
                    write_text(folder / "evidence.csv", write_evidence_csv(findings)) && write_text(folder / "crews.graphml", write_graphml(findings)) &&
                    write_text(folder / "crews.gexf", write_gexf(findings)) && write_text(folder / "crews.stix.json", write_stix(findings, now_ms())) &&
                    write_text(folder / "report.html", write_report(findings, now_ms()));
  if (fine) say("Written: members.csv, edges.csv, evidence.csv, crews.graphml, crews.gexf, crews.stix.json, report.html");
  return fine ? Exit::done : Exit::failed;
}

Exit find(Arguments& args) {
  Exit exit = Exit::done;
  std::vector<Technique> techniques;
  for (const auto& word : args.techniques) {
    auto technique = parse_technique(word);
    if (!technique) return say("tipstaff-campaigns: a DISARM technique looks like T0049, T0049.001 or, for crew 2 alone, 2:T0049. Nothing was changed."), Exit::wrong_use;
    techniques.push_back(std::move(*technique));
  }
  auto loaded = load_all(args, Duplicates::drop, exit);
  if (!loaded) return exit;
  const auto runner = threaded_runner(args.threads);
  loaded->builder.end();
  const auto& builder = loaded->builder;
  const ShareIndex index(builder.shares, runner);
  const auto surprise = find_surprise(index, {.false_rate = args.false_rate, .meetings_min = args.meetings_min}, runner);
  const AccountFacts facts{&builder.profiles, &builder.words};
  const auto crews = find_crews(index, surprise, {.runs = args.runs, .seed = args.seed}, facts);
  if (!crews) return explain(crews.error(), "");
  const Findings findings{index, surprise, *crews, facts, loaded->reading.sentences(), static_cast<std::uint32_t>(builder.shares.accounts.size()), std::move(techniques)};
  std::printf("%zu shares by %zu accounts; %zu pairs act together, %llu met no closer than others; %zu crews\n", builder.shares.rows(),
              builder.shares.accounts.size(), surprise.edges.size(), static_cast<unsigned long long>(surprise.acquitted), crews->size());
  if (surprise.narrowed_total > 0)
    std::printf("%llu objects were shared by so many at once that only shorter windows were used for them\n", static_cast<unsigned long long>(surprise.narrowed_total));
  std::fputs(write_summary(findings, kCrewsShown).c_str(), stdout);
  return args.out.empty() ? Exit::done : write_exports(args, findings);
}

Exit write_edges_to(const Arguments& args, const std::string& text) {
  if (args.edges_out.empty()) return Exit::done;
  return write_text(args.edges_out, text) ? Exit::done : Exit::failed;
}

Exit similar(const Arguments& args, const Shares& shares, const Runner& runner) {
  std::vector<SimilarEdge> found;
  if (args.like == "fused") {
    found = fused_network(shares, {}, runner).edges;
  } else {
    auto network = cosine_network(ShareIndex(shares, runner), {}, runner);
    found = std::move(network.edges);
    if (network.objects_left_out > 0)
      std::printf("%llu objects were left out: more than 5000 accounts share each\n", static_cast<unsigned long long>(network.objects_left_out));
  }
  std::printf("edges %zu\n", found.size());
  return args.edges_out.empty() ? Exit::done : write_edges_to(args, write_edges(found, shares));
}

Exit edges(Arguments& args) {
  Exit exit = Exit::done;
  if (args.traces.empty() && args.like == "fused") args.traces = {"repost", "link", "tag-sequence", "fast-repost", "near-text"};
  if (args.traces.empty()) args.traces = {"object"};
  args.load.snowflakes = args.like == "fused";  // the peers know no times in ids
  auto loaded = load_all(args, Duplicates::keep, exit);
  if (!loaded) return exit;
  const auto runner = threaded_runner(args.threads);
  const auto& shares = loaded->builder.shares;
  const auto window_ms = static_cast<std::int64_t>(args.window_s * 1000);
  if (args.like == "coortweet") {
    const auto network = coortweet_network(shares, {.window_ms = window_ms, .min_participation = args.min_participation, .edge_quantile = args.quantile}, runner);
    std::printf("pairs %llu  vertices %u  edges %zu  heaviest %u\n", static_cast<unsigned long long>(network.pairs), network.vertices, network.edges.size(), network.max_weight);
    return args.edges_out.empty() ? Exit::done : write_edges_to(args, write_edges(network, shares));
  }
  if (args.like == "cosine" || args.like == "fused") return similar(args, shares, runner);
  const auto key = args.like == "toolkit-links" ? ToolkitKey::message_and_object : ToolkitKey::message;
  const auto network = toolkit_network(shares, {.window_ms = window_ms, .min_edge_weight = args.min_edge_weight, .key = key}, runner);
  std::printf("directed %zu  undirected %llu  rows left out %llu\n", network.edges.size(), static_cast<unsigned long long>(network.undirected),
              static_cast<unsigned long long>(network.dropped_rows));
  return args.edges_out.empty() ? Exit::done : write_edges_to(args, write_edges(network, shares));
}

Exit columns(const Arguments& args) {
  const auto text = describe_columns(args.load);
  if (!text) return explain(text.error(), "");
  std::fputs(text->c_str(), stdout);
  return Exit::done;
}

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};

Exit generate_csv(const Arguments& args) {
  constexpr std::size_t kBytesAtOnce = 1 << 20;
  const std::unique_ptr<std::FILE, CloseFile> file(std::fopen(args.csv.c_str(), "wb"));
  if (!file) return say("tipstaff-campaigns: the file cannot be written."), Exit::failed;
  std::string text(kGeneratedHeader);
  std::uint64_t number = 0;
  bool fine = true;
  std::map<std::string, std::uint32_t, std::less<>> crews;
  const auto flush = [&] {
    fine = fine && std::fwrite(text.data(), 1, text.size(), file.get()) == text.size();
    text.clear();
  };
  generate_each(args.generator, [&](const GeneratedShare& share) {
    write_generated_row(number++, share, text);
    if (share.crew != kNoCrew && !crews.contains(share.account)) crews.emplace(share.account, share.crew);
    if (text.size() > kBytesAtOnce) flush();
  });
  flush();
  if (!fine || std::fflush(file.get()) != 0) return say("tipstaff-campaigns: there is no room for the file."), Exit::failed;
  if (args.truth.empty()) return Exit::done;
  std::string truth = "account_id,crew\n";
  for (const auto& [account, crew] : crews) truth += csv_field(account) + ',' + std::to_string(crew) + '\n';
  return write_text(args.truth, truth) ? Exit::done : Exit::failed;
}

Exit measure(const Arguments& args) {
  const auto lines = measure_detectors({.generator = args.generator, .surprise = {.false_rate = args.false_rate, .meetings_min = args.meetings_min},
                                        .communities = {.runs = args.runs, .seed = args.seed},
                                        .window_ms = static_cast<std::int64_t>(args.window_s * 1000), .min_participation = args.min_participation,
                                        .edge_quantile = args.quantile}, threaded_runner(args.threads));
  if (!lines) return explain(lines.error(), "");
  std::fputs(lines->c_str(), stdout);
  return Exit::done;
}

// One edge list after the other; "-" is standard input.
Result<void> read_lists(const Arguments& args, EdgeList& list, Reading& reading) {
  for (const auto& path : args.load.files) {
    TIP_TRY(const auto file, FileSource::open(path));
    TIP_TRY(const auto unpacked, open_packed(*file));
    TIP_CHECK(read_edge_list(*unpacked, reading, {}, list));
  }
  return {};
}

Exit crews(const Arguments& args) {
  EdgeList list(hash_key());
  Reading reading;
  if (const auto read = read_lists(args, list, reading); !read) return explain(read.error(), "");
  std::fputs(reading.sentences().c_str(), stderr);
  const auto found = crews_of_list(list, args.min_edge_weight, {.runs = args.runs, .seed = args.seed});
  if (!found) return explain(found.error(), "");
  std::printf("%zu pairs of accounts, %zu crews\n", list.edges.size(), found->size());
  for (std::size_t i = 0; i < found->size() && i < kCrewsShown; ++i)
    std::printf("crew %zu: %zu accounts, weight %.0f, stability %.2f\n", i + 1, (*found)[i].members.size(), (*found)[i].weight, (*found)[i].stability);
  if (args.out.empty()) return Exit::done;
  return write_text(args.out, write_listed_members(*found, list)) ? Exit::done : Exit::failed;
}

void add_files(CLI::App& command, Arguments& args) {
  command.add_option("FILE", args.load.files, "exports: CSV, JSON Lines, Telegram's result.json, tweets.js; plain, gzip or zstd; - is standard input")->required();
  command.add_option("--map", args.load.mapping, "FIELD=COLUMN, FIELD=NUMBER or FIELD=- (again for more); fields: account handle content time text links "
                                                 "hashtags repost-of is-repost reply-to image image-hash domain object language client");
  command.add_option("--account", args.load.account, "the account of an export that does not name it");
}

void add_reading(CLI::App& command, Arguments& args) {
  add_files(command, args);
  command.add_flag("--yes", args.load.confirmed, "take the guessed columns");
  command.add_option("--rejected", args.load.rejected, "file for the rows that are set aside; it must not exist");
  command.add_option("--zone", args.zone, "zone of times that do not say theirs, for example +02:00 (else UTC)");
  command.add_option("--trace", args.traces, "what accounts can have in common (again for more): object link domain hashtag tag-sequence repost "
                                             "fast-repost reply image text near-text");
  command.add_option("--media", args.media, "folder with the pictures of the posts; posts with pictures that look alike meet (trace image)");
  command.add_option("--threads", args.threads, "threads; 0 is one for each core")->capture_default_str();
  command.add_option("--temp", args.temp, "folder for what does not fit into memory: about 60 bytes a row, in a file without a name");
}

void add_detector(CLI::App& command, Arguments& args) {
  command.add_option("--false-rate", args.false_rate, "share of pairs that may be chance")->check(CLI::Range(1e-9, 0.5))->capture_default_str();
  command.add_option("--meetings", args.meetings_min, "fewer meetings are never counted")->check(CLI::Range(2U, 1'000'000U))->capture_default_str();
  command.add_option("--seed", args.seed, "seed of the communities")->capture_default_str();
  command.add_option("--runs", args.runs, "runs that stability is measured over")->check(CLI::Range(1U, 1'000U))->capture_default_str();
}

void add_peer(CLI::App& command, Arguments& args) {
  command.add_option("--window", args.window_s, "seconds")->check(CLI::Range(0.0, 1e7))->capture_default_str();
  command.add_option("--min-participation", args.min_participation, "CooRTweet: posts that an account must have")->capture_default_str();
  command.add_option("--edge-weight", args.quantile, "CooRTweet: quantile of weights that counts as heavy")->check(CLI::Range(0.0, 1.0))->capture_default_str();
}

void add_generator(CLI::App& command, Arguments& args) {
  auto& g = args.generator;
  command.add_option("--organic", g.organic, "shares by organic accounts")->check(CLI::Range(0ULL, 1'000'000'000ULL))->capture_default_str();
  command.add_option("--crews", g.crews)->check(CLI::Range(0U, 100'000U))->capture_default_str();
  command.add_option("--crew-size", g.crew_size)->check(CLI::Range(2U, 10'000U))->capture_default_str();
  command.add_option("--crew-objects", g.crew_objects, "that each crew pushes")->check(CLI::Range(1U, 100'000U))->capture_default_str();
  command.add_option("--generator-seed", g.seed)->capture_default_str();
  command.add_option("--jitter-ms", args.jitter_ms, "within which a crew shares an object")->check(CLI::Range(0ULL, 86'400'000ULL))->capture_default_str();
  command.add_option("--participation", g.participation)->check(CLI::Range(0.0, 1.0))->capture_default_str();
  command.add_option("--camouflage", g.camouflage, "part of a crew account's shares that is organic")->check(CLI::Range(0.0, 0.95))->capture_default_str();
  command.add_flag("--dilute", g.dilute, "crews alternate over traces");
  command.add_flag("--borrowed", g.borrowed, "crews push popular objects");
  command.add_flag("--share-button", g.share_button, "readers of outlets that share within minutes");
  command.add_flag("--breaking-news", g.breaking_news, "thousands share the same within minutes");
}

}  // namespace

int run_program(int argc, char** argv) {
  if (argc > 1 && std::string_view(argv[1]) == "caged") run_caged({argv + 2, argv + argc});  // by the desk
  CLI::App app("tipstaff-campaigns: find the accounts that act as one crew, with evidence.\n\n"
               "  tipstaff-campaigns columns posts.csv              what the columns are taken for\n"
               "  tipstaff-campaigns find posts.csv --out exhibits  crews, and files that show them\n"
               "  tipstaff-campaigns edges shares.csv --like coortweet --window 60 --edges edges.csv\n\n"
               "Nothing is fetched, and nothing leaves this computer.");
  app.require_subcommand(1);
  Arguments args;
  auto* find_command = app.add_subcommand("find", "find crews");
  auto* edges_command = app.add_subcommand("edges", "networks of the literature: CooRTweet, coordination-network-toolkit, TF-IDF cosine, fused traces");
  auto* crews_command = app.add_subcommand("crews", "crews of a network that was computed elsewhere: by `edges`, or by Spark");
  auto* columns_command = app.add_subcommand("columns", "show what the columns of an export are taken for");
  auto* generate_command = app.add_subcommand("generate", "write posts with planted crews, to try detectors on");
  auto* measure_command = app.add_subcommand("measure", "generate, detect, and say how good it was");
  add_reading(*find_command, args);
  add_detector(*find_command, args);
  find_command->add_option("--out", args.out, "folder for tables, graphs, STIX and the report");
  find_command->add_option("--technique,--disarm", args.techniques, "DISARM technique that you have seen: T0049, or 2:T0049 for crew 2 alone (again for more)");
  add_reading(*edges_command, args);
  add_peer(*edges_command, args);
  edges_command->add_option("--like", args.like, "whose network")->check(CLI::IsMember({"coortweet", "toolkit", "toolkit-links", "cosine", "fused"}))->capture_default_str();
  edges_command->add_option("--min-edge-weight", args.min_edge_weight, "toolkit: lighter edges are left out")->capture_default_str();
  edges_command->add_option("--edges", args.edges_out, "file for the edges");
  crews_command->add_option("FILE", args.load.files, "edge lists: account,account,weight,...; plain, gzip or zstd; - is standard input")->required();
  crews_command->add_option("--min-edge-weight", args.min_edge_weight, "lighter edges are left out")->capture_default_str();
  crews_command->add_option("--seed", args.seed, "seed of the communities")->capture_default_str();
  crews_command->add_option("--runs", args.runs, "runs that stability is measured over")->check(CLI::Range(1U, 1'000U))->capture_default_str();
  crews_command->add_option("--out", args.out, "file for the members");
  add_files(*columns_command, args);
  add_generator(*generate_command, args);
  generate_command->add_option("--csv", args.csv, "file for the posts")->required();
  generate_command->add_option("--truth", args.truth, "file for the planted crews");
  add_generator(*measure_command, args);
  add_detector(*measure_command, args);
  add_peer(*measure_command, args);
  measure_command->add_option("--threads", args.threads)->capture_default_str();
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : status(Exit::wrong_use);
  }
  args.generator.spread_ms = static_cast<std::int64_t>(args.jitter_ms);
  try {
    if (find_command->parsed()) return status(find(args));
    if (edges_command->parsed()) return status(edges(args));
    if (crews_command->parsed()) return status(crews(args));
    if (columns_command->parsed()) return status(columns(args));
    if (generate_command->parsed()) return status(generate_csv(args));
    return status(measure(args));
  } catch (const std::bad_alloc&) {
    say("tipstaff-campaigns: there is no room for so many rows. Nothing was changed. --temp FOLDER puts a part of them on a disk;\n"
        "if it was given, that disk is full.");
    return status(Exit::failed);
  }
}

}  // namespace tipstaff::campaigns
