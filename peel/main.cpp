// desk-peel: turns one hostile file into text, pixels and properties.
//   desk-peel                 file on stdin, frames on stdout (the desk starts it so)
//   desk-peel text            the same without pictures
//   desk-peel hash            the same, but of pictures only what they look like
//   desk-peel check           what this kernel gives for a cage

#include <cstring>

#include "peel/lock_down.h"
#include "peel/peeler.h"
#include "platform/cage.h"

int main(int argc, char** argv) {
  using namespace tipstaff;
  const auto asked = [&](const char* what) { return argc == 2 && std::strcmp(argv[1], what) == 0; };
  if (asked("check")) return peel::print_walls();
  const auto request = peel::parse_untrusted_request(peel::input());
  if (!peel::warm_libraries(request.bytes)) platform::leave(platform::kGaveUp);
  peel::lock_down();
  peel::Findings findings(request.bytes.size());
  const auto pictures = asked("text") ? peel::Pictures::left_out : asked("hash") ? peel::Pictures::hashed : peel::Pictures::made;
  peel::Peeler peeler(findings, pictures);
  peeler.open({request.bytes, request.name, request.name, 0});
  findings.end();
  platform::leave(0);
}
