#pragma once
// PostBatch: posts that stay, and what was set aside between them, in the file's order.

#include <cstddef>
#include <memory_resource>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "casework/campaigns/post_reader.h"

namespace tipstaff::campaigns {

class PostBatch {
 public:
  // keeps_rows: whether each post's row is kept too, for rows that are set aside later.
  explicit PostBatch(bool keeps_rows = false) : keeps_rows_(keeps_rows) {}

  // fill empties the batch and reads on until it is full. Out: whether there may be more.
  // Errors: the reader's; what was read before is in the batch.
  [[nodiscard]] Result<bool> fill(PostReader& reader);

  // set_aside keeps a row that stands behind the posts so far.
  void set_aside(const BadRow& row);

  [[nodiscard]] std::span<const Post> posts() const { return {posts_.data(), count_}; }
  // row_of is where a post stood; its text is empty when rows are not kept.
  [[nodiscard]] const BadRow& row_of(std::size_t post) const { return rows_[post]; }
  // tell_aside calls `aside` for the rows that were set aside before post number `before`
  // and were not told yet.
  void tell_aside(std::size_t before, const KeepAside& aside);

  static constexpr std::size_t kPostsMax = 1 << 11;
  static constexpr std::size_t kBytesMax = 8 << 20;  // a batch ends soon behind this

 private:
  void add(const Post& post, const BadRow& row);
  [[nodiscard]] std::string_view copy(std::string_view text);
  void clear();

  struct Aside {
    std::size_t before;
    BadRow row;
  };

  static constexpr std::size_t kBytesFirst = 1 << 18;  // kept from batch to batch

  bool keeps_rows_;
  std::vector<std::byte> first_ = std::vector<std::byte>(kBytesFirst);
  std::pmr::monotonic_buffer_resource memory_{first_.data(), first_.size()};
  std::size_t bytes_ = 0;
  std::vector<Post> posts_;  // the first count_ are good; the others keep their memory
  std::size_t count_ = 0;
  std::vector<BadRow> rows_;
  std::vector<Aside> aside_;
  std::size_t told_ = 0;
};

}  // namespace tipstaff::campaigns
