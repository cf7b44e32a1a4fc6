#pragma once
// Benign lists: what is often in texts and rarely means anything. A list greys an
// observable out and says why; it never removes one.

#include <map>
#include <string>
#include <vector>

#include "casework/observables/observable.h"

namespace tipstaff::casework {

class BenignLists {
 public:
  // The lists that come with the program: addresses for documentation and private
  // networks (RFC 1918, 3849, 5737, 6598), example names (RFC 2606, 6761), hashes of
  // nothing, large platforms, shorteners of links, AS numbers for private use.
  BenignLists();

  // add puts a value of the operator's own in; `reason` is "operator's list".
  void add(Type type, std::string value);

  // mark fills in `benign`, and takes what is inside of a marked URL's host along.
  void mark(std::vector<Observable>& observables) const;

  // reason is "" when no list has it.
  [[nodiscard]] std::string_view reason(const Observable& one) const;

 private:
  std::map<std::pair<Type, std::string>, std::string_view, std::less<>> values_;
};

}  // namespace tipstaff::casework
