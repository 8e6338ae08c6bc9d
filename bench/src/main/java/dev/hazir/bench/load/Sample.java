package dev.hazir.bench.load;

/**
 * What one run of load gave.
 *
 * @param perSecond requests or messages
 * @param p99Millis 99 of 100 were answered within it; 0 when it was not measured
 * @param cpuMicros the server's processor time, user and system, for each of them
 */
public record Sample(double perSecond, double p99Millis, double cpuMicros) {}
