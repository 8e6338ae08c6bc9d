package dev.hazir.host.link;

/**
 * A need with where it stands.
 *
 * @param place for people: {@code Foo.java:88}
 * @param guarded whether the code is prepared for its absence: it catches what the Java machine throws then
 */
record Use(Need need, String place, boolean guarded) {}
