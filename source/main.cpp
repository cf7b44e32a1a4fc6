#include "source/program.h"

int main(int argc, char** argv) { return tipstaff::source::run_program(argc, argv); }
