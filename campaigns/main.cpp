#include "campaigns/program.h"

int main(int argc, char** argv) { return tipstaff::campaigns::run_program(argc, argv); }
