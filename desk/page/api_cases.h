#pragma once
// CasesApi: the casework part of Api. It keeps the index of tips that say the same for as
// long as the page is open.

#include <functional>
#include <map>
#include <mutex>
#include <vector>

#include "desk/desk.h"
#include "desk/page/case_methods.h"

namespace tipstaff::desk {

class CasesApi {
 public:
  CasesApi(Desk& desk, const casework::Scanner& scanner);

  [[nodiscard]] static std::vector<std::string_view> methods();
  [[nodiscard]] static bool has(std::string_view name);
  // call runs one method that has() knows. Errors: those of the method, closed.
  [[nodiscard]] CaseReply call(std::string_view name, const boost::json::object& request);
  // forget drops what was gathered from the vault; call it when the page locks.
  void forget();

 private:
  Desk& desk_;
  const casework::Scanner& scanner_;
  std::mutex index_mutex_;  // the page may lock while a method runs
  CaseIndex index_;
  Suggestions suggestions_;
};

}  // namespace tipstaff::desk
