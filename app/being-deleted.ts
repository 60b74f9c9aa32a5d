/** What is thrown, with 409, to a merchant whose shop has to wait until what an earlier installation kept is deleted. */
export const BEING_DELETED = 'being_deleted';
