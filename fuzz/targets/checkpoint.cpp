// A checkpoint: only a note that the log signed passes, and the text that it signed
// is exactly what our writer writes.

#include "fuzz/fuzz.h"
#include "fuzz/world.h"
#include "tipstaff/log/checkpoint.h"

namespace tipstaff::fuzz {

void target(ByteView input) {
  const auto origin = std::string_view("relay.test");
  const auto& vk = world().relay.verify_key();
  const auto parse = [&](std::string_view note) {
    return log::parse_untrusted_checkpoint(note, origin, vk);
  };
  (void)parse(as_text(input));
  // The input as a note that the log signed, whatever it says; then, with its first
  // bytes as size and root, as one that must pass.
  const auto signature = world().relay.sign_plain(input);
  const auto line = log::sign_checkpoint({"relay.test", 0, {}}, world().relay);
  const auto id = *from_base64(line.substr(line.rfind(' ') + 1, 92));
  const auto blob = to_base64(concat({ByteView(id).first(4), signature.view()}));
  const auto note = std::string(as_text(input)) + "\n\xE2\x80\x94 relay.test " + blob + "\n";
  const auto parsed = parse(note);
  const auto ours = parsed ? log::sign_checkpoint(*parsed, world().relay) : std::string();
  FUZZ_HOLDS(note.starts_with(ours.substr(0, ours.find("\n\n") + 2)));
  const auto fields = sized(input, 40);
  log::Checkpoint good{"relay.test", 0, Hash32::from(ByteView(fields).subspan(8))};
  for (std::size_t i = 0; i < 8; ++i) good.size = good.size << 8 | fields[i];
  FUZZ_HOLDS(parse(log::sign_checkpoint(good, world().relay)) == good);
}

}  // namespace tipstaff::fuzz
