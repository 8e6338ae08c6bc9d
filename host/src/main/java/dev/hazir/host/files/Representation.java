package dev.hazir.host.files;

/**
 * One form of a file: as it is, or compressed before anybody asked for it.
 *
 * @param coding {@code br}, {@code gzip}, or empty for the file as it is
 * @param etag strong, with its quotes
 */
record Representation(String coding, String etag, Content content) {}
