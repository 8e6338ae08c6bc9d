package dev.hazir.host.admin.view;

import dev.hazir.host.http.OtherSide;
import dev.hazir.host.http.OwnNames;

/**
 * How the host is reached.
 *
 * @param names under which operators reach it
 * @param applets where applets are found from the pages of operators
 */
public record NetworkSources(OwnNames names, OtherSide applets) {}
