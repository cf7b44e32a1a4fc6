#include "authority/program.h"

int main(int argc, char** argv) { return tipstaff::authority::run_program(argc, argv); }
