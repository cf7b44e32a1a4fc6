// The ciphertext of X-Wing is not that of ML-KEM.
#include "tipstaff/crypto/kem.h"

tipstaff::crypto::SharedSecret open(const tipstaff::crypto::MlkemSecret& secret,
                                    const tipstaff::crypto::MlkemCiphertext& mlkem,
                                    const tipstaff::crypto::XwingCiphertext& xwing) {
#ifdef GOOD
  (void)xwing;
  return tipstaff::crypto::mlkem_decapsulate(secret, mlkem);
#else
  (void)mlkem;
  return tipstaff::crypto::mlkem_decapsulate(secret, xwing);
#endif
}
