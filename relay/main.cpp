#include "relay/program.h"

int main(int argc, char** argv) { return tipstaff::relay::run_program(argc, argv); }
