package dev.hazir.host.guest;

/** A record that exists to be linked last: see {@link RecordMethods}. */
record LastRecord(String part) {}
