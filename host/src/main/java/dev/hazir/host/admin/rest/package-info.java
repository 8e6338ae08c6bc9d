/** The REST interface of operators, {@code /admin/api/v1/}: calls, their routing and their failures. */
@NullMarked
package dev.hazir.host.admin.rest;

import org.jspecify.annotations.NullMarked;
