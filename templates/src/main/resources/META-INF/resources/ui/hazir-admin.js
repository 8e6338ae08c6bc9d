// @ts-check
/**
 * What the pages of operators do beyond plain pages and forms. Every page works without it. Texts stand in the pages, in
 * data-… attributes.
 */
import { startKeys } from './admin/keys.js';
import { startLive } from './admin/live.js';
import { startFind } from './admin/find.js';
import { startMenus } from './admin/menus.js';
import { startUpload } from './admin/upload.js';

startMenus();
startUpload();
startFind();
startKeys(startLive());
