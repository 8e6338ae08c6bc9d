package dev.hazir.host.admin.view;

import dev.hazir.host.config.HostConfig;
import dev.hazir.host.http.OtherSide;
import dev.hazir.host.http.OwnNames;
import dev.hazir.host.store.Disk;
import dev.hazir.host.tls.Certificates;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Supplier;

/**
 * How the host is reached.
 *
 * @param names under which operators reach it
 * @param applets where applets are found from the pages of operators
 * @param certificates its certificate
 * @param config with which it runs
 * @param file where its configuration stands
 * @param disk changes that file
 * @param urls where it is reached: applets first, then operators
 * @param machine what the machine is called; may be empty
 */
public record NetworkSources(
        OwnNames names,
        OtherSide applets,
        Certificates certificates,
        HostConfig config,
        Path file,
        Disk disk,
        Supplier<List<URI>> urls,
        Supplier<String> machine) {}
