// Opening a PDF in the cage beside a bare pdftotext, in turns.
//   bench_peel FOLDER ROUNDS      FOLDER holds desk-peel
// Prints medians in milliseconds, of the clock and of the processor: a small text in the
// cage; a program that does nothing; a large PDF in the cage and by pdftotext.

#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "casework/peeled/part.h"
#include "platform/caged_child.h"

namespace tipstaff::bench {
namespace {

constexpr int kPages = 600;
constexpr int kLines = 40;
constexpr std::size_t kAnswerMax = std::size_t{64} << 20;

// pdf is text of about 1.4 MB in Helvetica, pages of prose, not packed.
Bytes pdf() {
  std::string out = "%PDF-1.7\n", kids;
  const auto object = [&](int number, const std::string& body) {
    out += std::to_string(number) + " 0 obj\n" + body + "\nendobj\n";
  };
  for (int page = 0; page < kPages; ++page) {
    const auto at = 10 + 2 * page;
    std::string content = "BT /F 10 Tf 12 TL 60 760 Td\n";
    for (int line = 0; line < kLines; ++line)
      content += "(" + std::to_string(page * 7919 + line) + " the van stood behind the mill at night, said the clerk) Tj T*\n";
    content += "ET";
    object(at, "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents " + std::to_string(at + 1) + " 0 R/Resources<</Font<</F 3 0 R>>>>>>");
    object(at + 1, "<</Length " + std::to_string(content.size()) + ">>stream\n" + content + "\nendstream");
    kids += std::to_string(at) + " 0 R ";
  }
  object(1, "<</Type/Catalog/Pages 2 0 R>>");
  object(2, "<</Type/Pages/Kids[" + kids + "]/Count " + std::to_string(kPages) + ">>");
  object(3, "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>");
  out += "trailer<</Root 1 0 R>>\n%%EOF\n";
  return {out.begin(), out.end()};
}

Bytes request(const std::string& name, ByteView bytes) {
  const Bytes size = {0, 0, 0, static_cast<std::uint8_t>(name.size())};
  return concat({size, as_bytes(name), bytes});
}

struct Took {
  double wall = 0, processor = 0;
};

double processor_ms() {
  rusage used{};
  ::getrusage(RUSAGE_CHILDREN, &used);
  const auto ms = [](const timeval& t) { return static_cast<double>(t.tv_sec) * 1e3 + static_cast<double>(t.tv_usec) / 1e3; };
  return ms(used.ru_utime) + ms(used.ru_stime);
}

Took timed(const std::string& program, const std::vector<std::string>& arguments, ByteView input, std::size_t bytes_min) {
  const auto before = processor_ms();
  const auto begin = std::chrono::steady_clock::now();
  const auto answer = platform::run_caged_child(program, arguments, input, {.time_max = std::chrono::minutes(2), .answer_bytes_max = kAnswerMax});
  const std::chrono::duration<double, std::milli> wall = std::chrono::steady_clock::now() - begin;
  if (answer.end != platform::ChildEnd::done || answer.bytes.size() < bytes_min) {
    std::fprintf(stderr, "%s did not do its work\n", program.c_str());
    std::exit(1);
  }
  return {wall.count(), processor_ms() - before};
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

// Series keeps what rounds took, ours and the other's, and the ratio of each round.
struct Series {
  std::vector<double> ours, other, ratio;
  void add(double a, double b) {
    ours.push_back(a), other.push_back(b), ratio.push_back(a / b);
  }
  void print(const char* name) const { std::printf("%s %.2f %.2f %.3f\n", name, median(ours), median(other), median(ratio)); }
};

int run(const std::string& folder, int rounds) {
  const auto document = pdf();
  const auto large = request("large.pdf", document), small = request("a.txt", as_bytes("the harbour, at night\n"));
  const auto peel = folder + "/desk-peel";
  Series large_wall, large_cpu, small_wall, small_cpu;
  for (int i = 0; i < rounds; ++i) {
    const auto ours = timed(peel, {"text"}, large, document.size() / 2);
    const auto bare = timed("/usr/bin/pdftotext", {"/dev/stdin", "-"}, document, document.size() / 2);
    const auto caged = timed(peel, {"text"}, small, 20), nothing = timed("/bin/true", {}, small, 0);
    large_wall.add(ours.wall, bare.wall), large_cpu.add(ours.processor, bare.processor);
    small_wall.add(caged.wall, nothing.wall), small_cpu.add(caged.processor, nothing.processor);
  }
  std::printf("bytes %zu 0 0\n", document.size());
  large_wall.print("large_wall"), large_cpu.print("large_cpu");
  small_wall.print("small_wall"), small_cpu.print("small_cpu");
  return 0;
}

}  // namespace
}  // namespace tipstaff::bench

int main(int argc, char** argv) {
  if (argc == 3) return tipstaff::bench::run(argv[1], std::atoi(argv[2]));
  return std::fputs("usage: bench_peel FOLDER ROUNDS\n", stderr), 2;
}
