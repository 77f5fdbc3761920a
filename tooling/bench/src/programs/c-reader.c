/*
 * The yardstick: reads every book row and trade of a file through libsqlite3 in one thread, parses prices and sizes, and
 * computes OBI, best prices and CVD. Stores nothing. `c-reader FILE` prints its figures as JSON.
 */
#include <math.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Powers of ten that a double holds exactly. */
static const double POWERS[] = {1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22};
#define MOST_POWER 22

struct Side {
  double volume;
  double highest;
  double lowest;
};

struct Totals {
  int64_t snapshots;
  int64_t trades;
  double obi;
  double best_bid;
  double best_ask;
  double cvd;
};

static int is_digit(char c) { return (unsigned char)(c - '0') <= 9; }

static double scale(double mantissa, int exponent) {
  if (exponent < -MOST_POWER || exponent > MOST_POWER) return mantissa * pow(10, exponent);
  return exponent < 0 ? mantissa / POWERS[-exponent] : mantissa * POWERS[exponent];
}

static int read_exponent(const char **at) {
  const char *p = *at + 1;
  int is_negative = *p == '-';
  if (*p == '-' || *p == '+') p++;
  int exponent = 0;
  while (is_digit(*p)) exponent = 10 * exponent + (*p++ - '0');
  *at = p;
  return is_negative ? -exponent : exponent;
}

/* Exact where the digits make a number below 2^53, as those of an exchange do. */
static double read_decimal(const char **at) {
  const char *p = *at;
  int is_negative = *p == '-';
  if (is_negative) p++;
  uint64_t mantissa = 0;
  int exponent = 0;
  while (is_digit(*p)) mantissa = 10 * mantissa + (uint64_t)(*p++ - '0');
  if (*p == '.') {
    const char *point = p++;
    while (is_digit(*p)) mantissa = 10 * mantissa + (uint64_t)(*p++ - '0');
    exponent = (int)(point + 1 - p);
  }
  if ((*p | 0x20) == 'e') exponent += read_exponent(&p);
  *at = p;
  double value = scale((double)mantissa, exponent);
  return is_negative ? -value : value;
}

static const char *skip_to_number(const char *p) {
  while (*p == ' ' || *p == ',' || *p == '"' || *p == '\'') p++;
  return p;
}

/* Levels are [[price, size, count, count], ...]; the counts are stepped over. */
static struct Side read_side(const char *p) {
  struct Side side = {0, -INFINITY, INFINITY};
  if (p == NULL || *p != '[') return side;
  p++;
  for (;;) {
    while (*p != '[' && *p != ']' && *p != 0) p++;
    if (*p != '[') return side;
    p = skip_to_number(p + 1);
    double price = read_decimal(&p);
    p = skip_to_number(p);
    double size = read_decimal(&p);
    side.volume += size;
    if (price > side.highest) side.highest = price;
    if (price < side.lowest) side.lowest = price;
    while (*p != ']' && *p != 0) p++;
    if (*p == ']') p++;
  }
}

static int64_t read_whole(const char *p) {
  int64_t value = 0;
  while (is_digit(*p)) value = 10 * value + (*p++ - '0');
  return value;
}

static void fail(sqlite3 *database, const char *file) {
  fprintf(stderr, "%s: %s\n", file, sqlite3_errmsg(database));
  exit(1);
}

static sqlite3_stmt *prepare(sqlite3 *database, const char *file, const char *sql) {
  sqlite3_stmt *statement;
  if (sqlite3_prepare_v2(database, sql, -1, &statement, NULL) != SQLITE_OK) fail(database, file);
  return statement;
}

static const char *text(sqlite3_stmt *statement, int column) {
  return (const char *)sqlite3_column_text(statement, column);
}

static void finish(sqlite3 *database, const char *file, sqlite3_stmt *statement, int outcome) {
  if (outcome != SQLITE_DONE) fail(database, file);
  sqlite3_finalize(statement);
}

/* The time of the last snapshot. */
static int64_t read_book(sqlite3 *database, const char *file, struct Totals *totals) {
  sqlite3_stmt *rows = prepare(database, file, "SELECT id, instrument, bids, asks, timestamp FROM book ORDER BY id");
  int64_t last = 0;
  int outcome;
  while ((outcome = sqlite3_step(rows)) == SQLITE_ROW) {
    struct Side bids = read_side(text(rows, 2));
    struct Side asks = read_side(text(rows, 3));
    double volume = bids.volume + asks.volume;
    totals->obi += volume == 0 ? 0 : (bids.volume - asks.volume) / volume;
    totals->best_bid += bids.highest;
    totals->best_ask += asks.lowest;
    totals->snapshots += sqlite3_column_int64(rows, 0) > 0 && text(rows, 1) != NULL;
    last = read_whole(text(rows, 4));
  }
  finish(database, file, rows, outcome);
  return last;
}

/* Trades behind the last snapshot have no metric to go to. */
static void read_trades(sqlite3 *database, const char *file, int64_t last, struct Totals *totals) {
  sqlite3_stmt *rows =
      prepare(database, file, "SELECT id, instrument, price, size, side, timestamp FROM trades ORDER BY id");
  int outcome;
  while ((outcome = sqlite3_step(rows)) == SQLITE_ROW) {
    double price = sqlite3_column_double(rows, 2);
    double size = sqlite3_column_double(rows, 3);
    double sign = *text(rows, 4) == 'b' ? 1 : -1;
    totals->trades += sqlite3_column_int64(rows, 0) > 0 && text(rows, 1) != NULL && price > 0;
    if (read_whole(text(rows, 5)) <= last) totals->cvd += sign * size;
  }
  finish(database, file, rows, outcome);
}

static double seconds_of(clockid_t clock) {
  struct timespec time;
  clock_gettime(clock, &time);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* The most memory that this program itself ever held; that of the rusage counts its parent's at the start too. */
static double peak_megabytes(void) {
  FILE *status = fopen("/proc/self/status", "r");
  if (status == NULL) return NAN;
  char line[256];
  double kibibytes = NAN;
  while (fgets(line, sizeof line, status) != NULL) {
    if (strncmp(line, "VmHWM:", 6) == 0) kibibytes = atof(line + 6);
  }
  fclose(status);
  return kibibytes / 1024;
}

static void print_totals(const struct Totals *totals) {
  printf("{\"totals\":{\"snapshots\":%lld,\"obi\":%.17g,", (long long)totals->snapshots, totals->obi);
  printf("\"bestBid\":%.17g,\"bestAsk\":%.17g,", totals->best_bid, totals->best_ask);
  printf("\"cvd\":%.17g,\"trades\":%lld},", totals->cvd, (long long)totals->trades);
}

int main(int count, char **arguments) {
  const char *file = count > 1 ? arguments[1] : "";
  struct Totals totals = {0};
  double start = seconds_of(CLOCK_MONOTONIC);
  double cpu_start = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
  sqlite3 *database;
  if (sqlite3_open_v2(file, &database, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) != SQLITE_OK) {
    fail(database, file);
  }
  int64_t last = read_book(database, file, &totals);
  read_trades(database, file, last, &totals);
  sqlite3_close(database);
  double seconds = seconds_of(CLOCK_MONOTONIC) - start;
  double cpu_seconds = seconds_of(CLOCK_PROCESS_CPUTIME_ID) - cpu_start;
  print_totals(&totals);
  printf("\"seconds\":%.9f,\"cpuSeconds\":%.9f,", seconds, cpu_seconds);
  double peak = peak_megabytes();
  if (isnan(peak)) printf("\"peakMegabytes\":null}\n");
  else printf("\"peakMegabytes\":%.1f}\n", peak);
  return 0;
}
