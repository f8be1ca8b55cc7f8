/** Stands for a community's id in addresses: the bridge's community, where it has only one. */
export const onlyCommunity = 'only';
