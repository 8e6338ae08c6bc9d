/** The live picture. */
@NullMarked
package dev.hazir.host.admin.page.map;

import org.jspecify.annotations.NullMarked;
