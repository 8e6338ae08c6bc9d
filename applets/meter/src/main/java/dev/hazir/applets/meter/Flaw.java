package dev.hazir.applets.meter;

/**
 * Something that keeps a text from being a reading.
 *
 * @param field {@code meter}, {@code kwh}, or {@code line} for the whole
 * @param sentence what is expected, for people and devices
 */
public record Flaw(String field, String sentence) {}
