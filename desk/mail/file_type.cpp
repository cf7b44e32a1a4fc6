#include "desk/mail/file_type.h"

#include <magic.h>
#include <unistd.h>

#include <cstring>

#include "platform/cage.h"
#include "platform/caged_child.h"

namespace tipstaff::desk {
namespace {

// All of a message's files together are smaller; the first bytes tell the type.
constexpr std::size_t kBytesLooked = 256 * 1024;
constexpr std::size_t kTypeBytesMax = 100;
constexpr auto kTimeMax = std::chrono::milliseconds(2000);

// A type is "word/word"; anything else is not shown.
std::string checked(std::string_view type) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           c == '/' || c == '-' || c == '.' || c == '+' || c == '_';
  };
  if (type.empty() || type.size() > kTypeBytesMax) return {};
  for (const char c : type)
    if (!plain(c)) return {};
  return std::string(type);
}

}  // namespace

FileTyper caged_file_typer(std::string program) {
  return [program = std::move(program)](ByteView bytes) -> std::string {
    if (bytes.empty()) return "inode/x-empty";
    const auto answer = platform::run_caged_child(program, {kTypeCommand}, bytes.first(std::min(bytes.size(), kBytesLooked)),
                                                  {.time_max = kTimeMax, .answer_bytes_max = kTypeBytesMax});
    return answer.end == platform::ChildEnd::done ? checked(as_text(answer.bytes)) : std::string();
  };
}

void type_of_stdin() {
  const magic_t magic = ::magic_open(MAGIC_MIME_TYPE | MAGIC_NO_CHECK_COMPRESS | MAGIC_NO_CHECK_CDF);
  if (magic == nullptr || ::magic_load(magic, nullptr) != 0) platform::leave(1);
  (void)::magic_buffer(magic, "warm", 4);  // what is set up once needs calls of its own
  static char bytes[kBytesLooked];
  std::size_t size = 0;
  if (!platform::lock_in({})) platform::leave(1);
  for (;;) {
    const auto got = ::read(STDIN_FILENO, bytes + size, sizeof bytes - size);
    if (got <= 0) break;
    size += static_cast<std::size_t>(got);
  }
  const char* type = ::magic_buffer(magic, bytes, size);
  if (type != nullptr && ::write(STDOUT_FILENO, type, std::strlen(type)) < 0) platform::leave(1);
  platform::leave(0);
}

}  // namespace tipstaff::desk
