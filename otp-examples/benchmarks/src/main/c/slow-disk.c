/*
 * Adds 2 ms, or SLOW_DISK_MICROS, to each fdatasync, with which PostgreSQL on Linux flushes its log: a disk without a
 * cache, or, over a file system in memory, one that nobody else uses.
 *   gcc -shared -fPIC -O2 -o slow-disk.so slow-disk.c -ldl
 *   LD_PRELOAD=$PWD/slow-disk.so java -cp ... io.otpengine.benchmarks.OnPostgresql verify 16
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <time.h>

int fdatasync(int file) {
    static int (*next)(int);
    static struct timespec pause;
    if (!next) {
        const char *micros = getenv("SLOW_DISK_MICROS");
        pause.tv_nsec = (micros ? atol(micros) : 2000) * 1000;
        prctl(PR_SET_TIMERSLACK, 1);
        next = (int (*)(int)) dlsym(RTLD_NEXT, "fdatasync");
    }
    nanosleep(&pause, 0);
    return next(file);
}
