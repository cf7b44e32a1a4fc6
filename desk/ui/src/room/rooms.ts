// The rooms of casework, by their place.
import type { Place, Screen } from '../place';
import { auditRoom } from './audit';
import { callRoom } from './call_edit';
import { callsRoom } from './calls';
import { campaignRoom } from './campaign';
import { campaignsRoom } from './campaigns';
import { caseRoom } from './case';
import { casesRoom } from './cases';
import { findRoom, forgetFind } from './find';
import { graphRoom } from './graph';
import { referralsRoom } from './referrals';
import { staffRoom } from './staff';
import { tipRoom } from './tip';
import { forgetTriage, triageRoom } from './triage';

export function roomOf(place: Exclude<Place, { room: 'mail' }>, notice: HTMLElement): Screen {
  switch (place.room) {
    case 'triage': return triageRoom(notice);
    case 'tip': return tipRoom(place.id, place.back, notice);
    case 'cases': return casesRoom(notice);
    case 'case': return caseRoom(place.id, place.section, notice);
    case 'campaigns': return campaignsRoom(notice);
    case 'campaign': return campaignRoom(place.id, notice);
    case 'graph': return graphRoom(notice);
    case 'find': return findRoom(notice);
    case 'audit': return auditRoom(notice);
    case 'calls': return callsRoom(notice);
    case 'call': return callRoom(place.draft, notice);
    case 'referrals': return referralsRoom(notice);
    case 'staff': return staffRoom(notice);
  }
}

// forgetRoom drops everything that was read, when the desk locks.
export function forgetRoom(): void {
  forgetTriage();
  forgetFind();
}
