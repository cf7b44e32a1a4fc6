// Plaintext does not slip into a buffer that is not wiped.
#include "tipstaff/wire/block.h"

tipstaff::Bytes copy(const tipstaff::wire::Block& block) {
#ifdef GOOD
  return tipstaff::Bytes(block.data.begin(), block.data.end());
#else
  return block.data;
#endif
}
