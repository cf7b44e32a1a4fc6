#pragma once
// Pictures: what the picture files beside an export look like, so that posts with the same
// picture meet, however it was packed anew. Each file is opened in desk-peel's cage.

#include <filesystem>
#include <string>
#include <unordered_map>
#include <vector>

#include "casework/campaigns/post_reader.h"
#include "casework/campaigns/runner.h"

namespace tipstaff::campaigns {

class Pictures {
 public:
  // read opens every picture file below `folder`, links left out, with the program `peel`.
  // Errors: not_found (no such folder or program), wrong_state (no cage on this system).
  [[nodiscard]] static Result<Pictures> read(const std::filesystem::path& folder, const std::filesystem::path& peel, const Runner& runner);

  // looks_of fills `out` with sixteen digits for each picture of the post, the same for
  // pictures that look alike, each once. Its pictures are the file it names (by path or by
  // last name, where only one file has it), and those called by the post's id, as in the
  // archives of X: "123-photo.jpg".
  void looks_of(const Post& post, std::vector<std::string_view>& out) const;

  // sentence says how many files there were, and how many could not be opened.
  [[nodiscard]] std::string sentence() const;

 private:
  void add(const std::string& path, const std::string& look);

  std::unordered_map<std::string, std::string> by_name_;  // paths and last names; "" for a name that two files have
  std::unordered_map<std::string, std::vector<std::string>> by_post_;
  std::size_t files_ = 0, flat_ = 0, refused_ = 0;
};

// WithPictures adds to each post that brings no hash what its pictures look like. Both
// arguments outlive it.
class WithPictures : public PostReader {
 public:
  WithPictures(PostReader& posts, const Pictures& pictures) : posts_(posts), pictures_(pictures) {}
  [[nodiscard]] Result<bool> next(Post& post) override;
  [[nodiscard]] BadRow row() const override { return posts_.row(); }

 private:
  PostReader& posts_;
  const Pictures& pictures_;
};

// peel_beside is where desk-peel lies for a program of this folder: in it, or where the
// build puts it.
[[nodiscard]] std::filesystem::path peel_beside(const std::filesystem::path& folder);

}  // namespace tipstaff::campaigns
