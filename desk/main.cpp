#include "desk/program.h"

int main(int argc, char** argv) { return tipstaff::desk::run_program(argc, argv); }
